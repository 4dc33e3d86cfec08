// Does to each page what its own script does at its start, or in a state that only the script brings.
// In their frames no script runs, and nothing is asked; here their links are made to lead nowhere.
// The build shortens it.
(function (d) {
  'use strict';
  function dead(e) { if (!e.target.closest || !e.target.closest('summary')) e.preventDefault() }

  function dress(frame) {
    var page = frame.contentDocument, state = frame.getAttribute('data-state'), stop = page.getElementById('stop'), words;
    function $(id) { return page.getElementById(id) }
    page.addEventListener('click', dead, true);
    page.addEventListener('submit', dead, true);
    if (!stop) return;
    stop.hidden = false;
    $('gate').setAttribute('data-turn', 'on');
    $('auto').textContent = $('auto').getAttribute('data-on');
    if (state) {
      words = $('s-' + state).children;
      $('gate').className = state;
      $('h').textContent = words[0].textContent;
      $('t').textContent = words[1].textContent;
    }
  }

  addEventListener('load', function () { [].forEach.call(d.querySelectorAll('iframe'), dress) });
})(document);
