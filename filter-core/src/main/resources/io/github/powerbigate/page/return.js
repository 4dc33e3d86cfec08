// A cookie for this site alone does not come with what another site leads to; it comes with what this page leads to.
location.replace(location.search + '&powerbi-gate-return=1');
