// ES5 and XMLHttpRequest: it runs wherever a browser of the last ten years does. Words come from the
// page; what comes from the network is shown as text only. Every address is a query of this very URL.
// The build shortens it, and leaves out what FORM guards for a page that stands in the place of no form.
/** @define {boolean} */
var FORM = true;
(function (d) {
  'use strict';
  function $(id) { return d.getElementById(id) }
  function on(target, types, act) {
    types.split(' ').forEach(function (type) { target.addEventListener(type, act, true) });
  }
  function data(e, name) { return e.getAttribute('data-' + name) }
  function put(e, words) { if (e.textContent !== words) e.textContent = words }
  var main = $('gate'), go = $('go'), stop = $('stop'), auto = $('auto'), say = $('say'), any = $('any'), age = $('age');
  var heading = $('h'), text = $('t'), now = Date.now, store;
  var copy = $('copy'), ref = $('ref');
  copy.hidden = !/-/.test(ref.textContent);
  // Copying what is selected needs no permission, and works without TLS.
  on(copy, 'click', function () {
    getSelection().selectAllChildren(ref);
    if (d.execCommand('copy')) put(say, data(copy, 'done'));
  });
  // A refusal is final: there is nothing else to do.
  if (!stop) return;
  var state = main.className, suffix = d.title.slice(heading.textContent.length);
  // With a ticket the page stands in the place of a redirect: url is the one address of the wait, unless it is a form.
  // Or it stands in the place of a form that was posted: then it is never loaded again, which would post that anew.
  var form = $('f'), posted = FORM && data(main, 'posted'), url = go.getAttribute('href'), ticket = (/&powerbi-gate-ticket=.*/.exec(url) || [''])[0];
  var since = data(main, 'age') && now() - data(main, 'age') * 1000;
  var seen = now(), told = seen, beat = seen, errors = 0, doubts = 0;
  var timer, request, foreign, stopped, idle, ended, ready;
  // By this back.js finds its way. Storage may be missing, forbidden or full.
  try { (store = sessionStorage).powerbiGateGo = ticket && url } catch (e) { store = {} }

  // While the state stays what it is, nothing in the live region is touched: no chatter.
  function show(next) {
    if (next === state) return;
    main.className = state = next;
    var words = $('s-' + next).children;
    put(heading, words[0].textContent);
    put(text, words[1].textContent);
    put($('now'), words[0].textContent);
    d.title = heading.textContent + suffix;
    put(go, data(main, ready ? 'continue' : next === 'signed_out' ? 'signin' : 'check'));
  }

  function later(seconds) {
    clearTimeout(timer);
    if (stopped || ended) return;
    timer = setTimeout(poll, Math.min(300, Math.max(d.hidden ? 60 : 1, seconds)) * (1000 + 150 * Math.random()));
  }

  function poll() {
    // Before the timer is cleared: at the end it is the one that goes on.
    if (request || stopped || ended) return;
    clearTimeout(timer);
    foreign = 0;
    var x = request = new XMLHttpRequest();
    x.open('GET', data(main, 'status'));
    x.timeout = 20000;
    x.setRequestHeader('Accept', 'application/json');
    x.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
    x.setRequestHeader('X-PowerBI-Gate-Poll', '1');
    x.onload = function () { request = 0; answer(x) };
    // A redirect to a sign-in elsewhere looks like a dead network, but it also breaks our policy: wait for that word.
    x.onerror = x.ontimeout = function () {
      setTimeout(function () { if (request === x) { request = 0; lost() } }, 99);
    };
    x.send();
  }

  function answer(x) {
    var json = /json/.test(x.getResponseHeader('Content-Type')), body;
    if (x.status === 429) return later(+x.getResponseHeader('Retry-After') || 30);
    try { body = x.status === 200 && json && JSON.parse(x.responseText) } catch (e) { body = 0 }
    // The gate is switched off, or not for this person any more: it holds nobody up.
    if (x.status === 404 && /:no-such-resource"/.test(x.responseText)) body = { state: 'ready', ready: 1 };
    if (body && body.state) verdict(body);
    else if (x.status === 401 || x.status < 400 && !json) doubt();
    else fail();
  }

  function lost() {
    if (navigator.onLine === false) show('offline'), later(60);
    else if (foreign) doubt();
    else fail();
  }

  function fail() {
    later([10, 20, 40, 60][Math.min(errors++, 3)]);
    if (errors > 2) show('unavailable');
  }

  // Perhaps signed out. The second time in a row the person is offered the link: a real navigation.
  function doubt() {
    if (!doubts++) return later(5);
    ended = 1;
    show('signed_out');
    // Who signs in again may be another: a form is sent by a hand from here on.
    if (FORM && posted) main.setAttribute('data-auto', 0);
  }

  function time(id, iso) {
    if (iso) put($(id), new Date(iso).toLocaleString(data(main, 'locale'), { dateStyle: 'medium', timeStyle: 'long' }));
  }

  function verdict(a) {
    errors = doubts = 0;
    if (a.reference) {
      put(ref, a.reference);
      copy.hidden = 0;
    }
    time('from', a.since);
    time('last', a.checkedAt);
    if (a.elapsedSeconds >= 0) since = now() - a.elapsedSeconds * 1000;
    if (a.open) any[form ? 'formAction' : 'href'] = '?' + a.open + ticket;
    any.hidden = !a.open;
    if (a.invitationPending) $('note').hidden = 0;
    if (a.ready) {
      ended = ready = 1;
      store.powerbiGate = '';
      show(a.state === 'overdue' && $('s-opening') ? 'opening' : 'ready');
      return proceed();
    }
    if (a.state !== state) show($('s-' + a.state) ? a.state : 'waiting');
    ended = state === 'not_entitled';
    later(a.retryAfterSeconds || 10);
  }

  // Time to hear the message, then on; but never away from somebody who reads, has left or said stop.
  function proceed() {
    clearTimeout(timer);
    if (!held()) timer = setTimeout(function () { if (!held() && !d.hidden) move() }, state === 'ready' ? 3000 : 8000);
  }

  // A form is sent once, whoever comes back to this page.
  function drop() {
    if (form) form.parentNode.removeChild(form);
    clearTimeout(timer);
    if (request) request = request.abort();
    form = ready = 0;
    state = 'sent';
    go.hidden = stop.hidden = ended = 1;
    put(text, data(main, 'sent'));
  }

  function move() {
    if (form) {
      // A field of the form may be called submit.
      HTMLFormElement.prototype.submit.call(form);
      if (FORM && posted) drop();
    } else ticket ? location.replace(url) : location.reload();
  }

  function held() {
    var holds = $('more').open || stopped || !+data(main, 'auto');
    if (holds) put(text, data(main, 'hold'));
    return holds;
  }

  function turn(off) {
    off = (stopped = off) ? 'off' : 'on';
    main.setAttribute('data-turn', off);
    put(stop, data(stop, off));
    put(auto, data(auto, off));
    clearTimeout(timer);
    if (request && stopped) request = request.abort();
  }

  function resume() {
    idle = 0;
    turn(0);
    if (ready) proceed(); else poll();
  }

  function tick() {
    // A gap is a machine asleep, with nobody before it; who wakes it is back.
    if (now() - beat > 120000) {
      seen = now();
      poll();
    }
    beat = now();
    if (stopped || ended) return;
    if (now() - seen > data(main, 'idle') * 1000) {
      turn(idle = 1);
      return put(say, auto.textContent);
    }
    var minutes = since ? Math.floor((now() - since) / 60000) : 0, every = data(main, 'tell') * 1000;
    if (minutes) put(age, data(age, 'text').replace('{minutes}', minutes));
    if (minutes && every && now() - told >= every) {
      told = now();
      put(say, age.textContent);
    }
  }

  on(stop, 'click', function () {
    if (stopped) resume(); else turn(1);
    store.powerbiGate = stopped ? 1 : '';
    if (ready) held();
    put(say, auto.textContent);
  });
  if (FORM && posted === 'lost') on(go, 'click', function () {
    if (ready) return history.back();
    // Asked for once, whatever else has ended.
    var was = stopped;
    stopped = ended = 0;
    poll();
    stopped = was;
  });
  if (FORM && posted && form) on(form, 'submit', function () { setTimeout(drop) });
  on(d, 'keydown mousemove touchstart focusin', function () { seen = now() });
  on(d, 'securitypolicyviolation', function () { foreign = 1 });
  on(d, 'visibilitychange', function () {
    if (d.hidden) return;
    seen = now();
    if (state === 'signed_out') ended = 0;
    if (idle) resume(); else if (ready) proceed(); else poll();
  });
  on(window, 'online', function () {
    if (stopped && state === 'offline') show('waiting');
    poll();
  });
  // Offline promises another check.
  on(window, 'offline', function () { if (!ended && !stopped) show('offline') });
  // Back may bring the page from memory, hours old.
  on(window, 'pageshow', function (e) { if (e.persisted) FORM && posted ? poll() : move() });

  // From here on neither F5 nor Back comes to the handler that made the redirect.
  if (ticket) history.replaceState(0, '', url);
  go.hidden = stop.hidden = 0;
  turn(store.powerbiGate);
  later(data(main, 'retry'));
  setInterval(tick, 5000);
})(document);
