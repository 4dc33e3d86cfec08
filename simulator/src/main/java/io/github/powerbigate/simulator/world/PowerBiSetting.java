package io.github.powerbigate.simulator.world;

/** A setting of the Fabric admin portal that decides what apps may call (Microsoft facts §2.1). */
public enum PowerBiSetting {
  /** "Service principals can call Fabric public APIs": everything but the admin APIs. */
  SERVICE_PRINCIPALS_MAY_CALL_PUBLIC_APIS,
  /** "Service principals can access read-only admin APIs". */
  SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS
}
