'use strict';
(() => {
  // The token comes behind the # of the printed address, which browsers never send to a server.
  const printed = new URLSearchParams(location.hash.slice(1)).get('token');
  if (printed) {
    sessionStorage.setItem('token', printed);
    history.replaceState(null, '', location.pathname);
  }
  const token = sessionStorage.getItem('token') || '';
  const byId = (id) => document.getElementById(id);
  const say = (text) => { if (byId('state').textContent !== text) byId('state').textContent = text; };

  async function call(path, body) {
    const request = { headers: { Authorization: 'Bearer ' + token } };
    if (body) {
      request.method = 'POST';
      request.headers['Content-Type'] = 'application/json';
      request.body = JSON.stringify(body);
    }
    const response = await fetch(path, request);
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
    return answer;
  }

  function act(path, body) {
    call(path, body).then(refresh).catch((e) => say(e.message));
  }

  function cell(row, text, className) {
    const td = row.insertCell();
    td.textContent = text;
    if (className) td.className = className;
    return td;
  }

  const seen = (replicas) => replicas.map((yes) => (yes ? 'yes' : 'no')).join(', ');

  function choices(select, entries) {
    const wanted = JSON.stringify(entries);
    if (select.dataset.entries === wanted) return;
    select.dataset.entries = wanted;
    select.replaceChildren(...entries.map(([value, text]) => new Option(text, value)));
  }

  function showPerson(person, groups, body) {
    const row = body.insertRow();
    const name = cell(row, person.displayName);
    const detail = document.createElement('small');
    detail.textContent = person.userPrincipalName + (person.accountEnabled ? '' : ' (disabled)')
      + (person.externalUserState ? ' · ' + person.externalUserState : '');
    name.append(detail);
    cell(row, seen(person.knownByReplica));
    cell(row, Object.entries(person.groups)
      .map(([id, replicas]) => (groups.get(id) || id) + ': ' + seen(replicas)).join(' · ') || 'none');
    cell(row, person.powerBiKeepsUntil
      ? (person.powerBiKeeps.length ? 'access' : 'no access') + ' until ' + person.powerBiKeepsUntil.slice(11, 19)
      : 'nothing');
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.reset = person.id;
    button.textContent = 'Reset';
    button.setAttribute('aria-label', 'Reset ' + person.displayName);
    row.insertCell().append(button);
  }

  function show(world) {
    const groups = new Map(world.groups.map((group) => [group.id, group.displayName]));
    const focused = document.activeElement && document.activeElement.dataset.reset;
    const people = document.createElement('tbody');
    people.id = 'people';
    world.people.forEach((person) => showPerson(person, groups, people));
    byId('people').replaceWith(people);
    if (focused) people.querySelector('[data-reset="' + focused + '"]')?.focus();
    choices(byId('member').elements.user, world.people.map((it) => [it.id, it.displayName]));
    choices(byId('member').elements.group, [...groups]);
    byId('faults').replaceChildren(...world.faults.map((text) => {
      const item = document.createElement('li');
      item.textContent = text;
      return item;
    }));
  }

  function showRequests(requests) {
    const body = document.createElement('tbody');
    body.id = 'requests';
    requests.slice(-25).reverse().forEach((request) => {
      const row = body.insertRow();
      cell(row, request.at.slice(11, 19));
      cell(row, request.service);
      cell(row, request.method + ' ' + request.target, 'target');
      cell(row, request.status || 'none');
    });
    byId('requests').replaceWith(body);
  }

  async function refresh() {
    show(await call('/api/world'));
    showRequests(await call('/api/requests'));
    say('Connected');
  }

  document.addEventListener('click', (event) => {
    const id = event.target.dataset && event.target.dataset.reset;
    if (id) act('/api/people/reset', { user: id });
  });
  byId('clear').addEventListener('click', () => act('/api/faults/clear', {}));
  byId('member').addEventListener('submit', (event) => {
    event.preventDefault();
    const fields = event.target.elements;
    act('/api/members', {
      user: fields.user.value,
      group: fields.group.value,
      propagation: {
        membership: fields.membership.value.split(',').map(Number),
        powerBi: Number(fields.powerBi.value),
        powerBiFreeze: Number(fields.powerBiFreeze.value)
      }
    });
  });
  byId('fault').addEventListener('submit', (event) => {
    event.preventDefault();
    const fields = event.target.elements;
    const body = { service: fields.service.value, fault: fields.fault.value };
    if (fields.retryAfter.value) body.retryAfter = fields.retryAfter.value;
    if (fields.lasting.value) body.lasting = Number(fields.lasting.value);
    act('/api/faults', body);
  });

  const loop = () => refresh().catch((e) => say(e.message)).finally(() => setTimeout(loop, 2000));
  loop();
})();
