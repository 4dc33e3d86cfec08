package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerbigate.simulator.scenario.Scenario;
import io.github.powerbigate.simulator.scenario.ScenarioError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A scenario that is not as it should be")
final class ScenarioErrorTest {
  private static final String ID = "b0b0b0b0-0000-4000-8000-000000000009";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // What is no key.
        "{'sede':1}                                         | $.sede is unknown",
        "{'groups':[{'displayName':'A','colour':'red'}]}    | $.groups[0].colour is unknown",
        "{'people':[{'userPrincipalName':'a@b','licence':1}]} | $.people[0].licence is unknown",
        "{'faults':[{'service':'graph','fault':'slow','status':500}]} | $.faults[0].status is unknown",
        "{'propagation':{'membership':{'median':1,'longest':2}}} | $.propagation.membership.longest is",
        "{'seed':1,'seed':2}                                | Duplicate",
        // What names nothing.
        "{'memberships':[{'group':'X','members':['a@b']}]}  | $.memberships[0].members[0] names no person",
        "{'people':[{'userPrincipalName':'a@b'}],'memberships':[{'group':'X','members':['a@b']}]} | $.memberships[0].group names no group",
        "{'workspaces':[{'id':'ID','grants':[{'principal':'X'}]}]} | $.workspaces[0].grants[0].principal names no",
        "{'gate':{'app':'ID','group':'X'}}                  | $.gate.app names no app",
        "{'groups':[{'displayName':'A'},{'displayName':'a','id':'ID'}],'memberships':[{'group':'A','members':['a']}]} | $.memberships[0].members[0] names more than one",
        "{'groups':[{'displayName':'A'},{'displayName':'a'}]} | $.groups[1] is a second",
        "{'people':[{'userPrincipalName':'a@b'},{'userPrincipalName':'A@B','id':'ID'}]} | $.people[1].userPrincipalName is a second",
        "{'people':[{'userType':'Guest','mail':'a@b'},{'userType':'Guest','mail':'A@b','id':'ID'}]} | $.people[1].mail is a second",
        "{'apps':[{'clientId':'ID','secrets':[{'value':'s'}]}],'groups':[{'displayName':'A','id':'ID'}]} | $.groups[0] is a second",
        // What makes no sense.
        "{'seed':'x'}                                       | $.seed must be a whole number",
        "{'seed':1.5}                                       | $.seed must be a whole number",
        "{'clock':{'kind':'sun'}}                           | $.clock.kind must be one of machine, virtual",
        "{'clock':{'kind':'machine','start':'2026-11-21T10:00:00Z'}} | $.clock.start is for a virtual",
        "{'clock':{'kind':'virtual','start':'noon'}}        | $.clock.start must be a moment",
        "{'clock':{'kind':'virtual','start':'2200-01-01T00:00:00Z'}} | $.clock.start must be a moment",
        "{'tenant':{'id':'contoso'}}                        | $.tenant.id must be a GUID",
        "{'tenant':{'domain':'contoso'}}                    | $.tenant.domain must be a domain",
        "{'replicas':{'number':0}}                          | $.replicas.number must be a whole number from 1",
        "{'propagation':{'membership':'soon'}}              | $.propagation.membership must be a length",
        "{'propagation':{'membership':1e99}}                | $.propagation.membership must be a length",
        "{'propagation':{'membership':[]}}                  | $.propagation.membership must be a list of",
        "{'propagation':{'membership':[1,-1]}}              | $.propagation.membership[1] must be a length",
        "{'propagation':{'powerBi':{'shortest':2,'longest':1}}} | $.propagation.powerBi.longest must be at least",
        "{'propagation':{'flapping':{'period':0}}}          | $.propagation.flapping.period must be",
        "{'apps':[{'clientId':'ID'}]}                       | $.apps[0] needs secrets or certificateFiles",
        "{'apps':[{'clientId':'ID','secrets':[{}]}]}        | $.apps[0].secrets[0].value is needed",
        "{'apps':[{'clientId':'ID','certificateFiles':['x.pem']}]} | $.apps[0].certificateFiles[0] names no",
        "{'apps':[{'clientId':'ID','secrets':[{'value':'s'}],'permissions':['all']}]} | $.apps[0].permissions[0] must be",
        "{'groups':[{}]}                                    | $.groups[0].displayName is needed",
        "{'groups':[{'displayName':'A','hidden':'yes'}]}    | $.groups[0].hidden must be true or false",
        "{'groups':{'displayName':'A'}}                     | $.groups must be a list",
        "{'people':['a@b']}                                 | $.people[0] must be an object",
        "{'people':[{'userType':'Guest'}]}                  | $.people[0].mail is needed",
        "{'people':[{'userPrincipalName':'ada'}]}           | $.people[0].userPrincipalName must be",
        "{'people':[{'userType':'Guest','mail':'a@b','userPrincipalName':'a@b'}]} | $.people[0].userPrincipalName is made",
        "{'people':[{'userPrincipalName':'a@b','externalUserState':'Accepted'}]} | $.people[0].externalUserState is for",
        "{'tenant':{'cloud':'moon'}}                        | $.tenant.cloud must be one of public, gcc,",
        "{'tenant':{'appsMayReadAdminApis':'X'}}            | $.tenant.appsMayReadAdminApis names no group",
        "{'tenant':{'appsMayReadAdminApis':1}}              | $.tenant.appsMayReadAdminApis must be true or false",
        "{'apps':[{'clientId':'ID','secrets':[{'value':'s'}],'powerBiPermissions':['all']}]} | $.apps[0].powerBiPermissions[0] must be",
        "{'groups':[{'displayName':'A','licences':[{'product':'gold'}]}]} | $.groups[0].licences[0].product must be one of",
        "{'people':[{'userPrincipalName':'a@b','licences':['pro']}]} | $.people[0].licences[0] must be an object",
        "{'groups':[{'displayName':'A'}],'workspaces':[{'id':'ID','grants':[{'principal':'A','role':'King'}]}]} | $.workspaces[0].grants[0].role must be one of Viewer,",
        "{'groups':[{'displayName':'A'}],'memberships':[{'group':'A'}]} | $.memberships[0].members is needed",
        "{'workspaces':[{'id':'ID'}]}                       | $.workspaces[0].grants is needed",
        "{'tenant':{'permissionRefresh':'perhaps'}}         | $.tenant.permissionRefresh must be one of available,",
        "{'tenant':{'refreshTakes':'long'}}                 | $.tenant.refreshTakes must be a length",
        "{'apps':[{'clientId':'ID','secrets':[{'value':'s'}],'redirectUris':['http://x.test/']}]} | $.apps[0].redirectUris[0] must be an address",
        "{'people':[{'userPrincipalName':'a@b','demand':'tea'}]} | $.people[0].demand must be one of second-factor,",
        "{'consents':[{'app':'ID','scopes':['A.B']}]}       | $.consents[0].app names no app",
        "{'apps':[{'clientId':'ID','secrets':[{'value':'s'}]}],'consents':[{'app':'ID'}]} | $.consents[0].scopes is needed",
        "{'apps':[{'clientId':'ID','secrets':[{'value':'s'}]}],'consents':[{'app':'ID','scopes':['A.B'],'person':'x'}]} | $.consents[0].person names no person",
        "{'spreads':[{'mail':'a@b'}]}                       | $.spreads[0].propagation is needed",
        "{'faults':[{'service':'moon','fault':'reset'}]}    | $.faults[0].service must be one of",
        "{'faults':[{'service':'control','fault':'reset'}]} | $.faults[0].service must be one of",
        "{'faults':[{'service':'graph','fault':'plague'}]}  | $.faults[0].fault is no fault",
        "{'faults':[{'service':'graph','fault':'status','status':99}]} | $.faults[0].status must be",
        "{'faults':[{'service':'graph','fault':'reset','times':0}]} | $.faults[0].times must be",
        "{'faults':[{'service':'graph','fault':'reset','times':1,'lasting':1}]} | $.faults[0].lasting",
        "{'faults':[{'service':'graph','fault':'answer','headers':{'X':1}}]} | $.faults[0].headers.X must be",
        "[]                                                 | $ must be an object",
        "{                                                  | $ is not JSON",
        "{} {}                                              | $ is not JSON",
      })
  void isRefusedWithThePathAndTheRule(String json, String message) {
    String text = json.replace('\'', '"').replace("ID", ID);

    assertThatThrownBy(() -> Scenario.parse(text, Path.of("")))
        .isInstanceOf(ScenarioError.class)
        .hasMessageContaining(message);
  }

  @Test
  void namesItsFileAndStopsTheStart(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("world.json");
    Files.writeString(file, "{\"groups\":[{\"displayName\":\"\"}]}");

    assertThatThrownBy(() -> SimulatorMain.read(new String[] {"--scenario=" + file}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + ": $.groups[0].displayName must be a text, not \"\"");
  }

  @Test
  void isNotToBeFound(@TempDir Path directory) {
    Path file = directory.resolve("none.json");

    assertThatThrownBy(() -> Scenario.read(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void doesNotGiveAwayASecret() {
    String json =
        "{\"apps\":[{\"clientId\":\""
            + ID
            + "\",\"secrets\":[{\"value\":\"hush\",\"expires\":1}]}]}";

    assertThatThrownBy(() -> Scenario.parse(json, Path.of("")))
        .hasMessageStartingWith("$.apps[0].secrets[0].expires must be a moment")
        .satisfies(error -> assertThat(error.getMessage()).doesNotContain("hush"));
  }
}
