// A sign-in may lead a window to a poll that was saved, or to nothing: back to the page that was open in this window.
// Never from an address with a ticket, which would go round in circles.
(function () {
  'use strict';
  try {
    var url = sessionStorage.powerbiGateGo;
    if (/^\?.*gate-ticket=/.test(url) && !/gate-ticket=/.test(location.search)) location.replace(url);
  } catch (e) {}
})();
