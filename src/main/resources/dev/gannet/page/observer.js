// Runs in every document of a session before the page's own scripts. It counts requests, notes when the document last
// changed, and answers one question: is what the job extracts here there, and has the page come to rest?
// NAME is replaced by a name of the session's own, so that a page cannot know it beforehand.
(() => {
  'use strict';
  if (window['NAME']) return;
  const now = performance.now.bind(performance);
  const later = window.setTimeout.bind(window), cancel = window.clearTimeout.bind(window);
  const all = Document.prototype.querySelectorAll, allIn = Element.prototype.querySelectorAll;
  const id = String(Math.random()).slice(2) + now();
  const LONG = 15000;          // a first request that takes longer than this is taken for long-polling
  const HEARTBEAT = 250;
  const LINK = 500;            // so much longer a page is given of which only a link to follow is known
  const SHORT = 600;           // a timer that is longer holds nothing back
  const NOISE = 5;             // text in one place that changed so often is a ticker

  let changed = now(), wake = () => {};
  const pending = new Map();   // request -> {url, since, weak}
  const answers = new Map();   // url -> how often it has answered: what answers again and again is polling
  const begin = (url, weak) => { const key = {}; pending.set(key, { url: String(url).slice(0, 200), since: now(), weak }); return key; };
  const end = key => {
    const one = pending.get(key);
    if (!one) return;
    pending.delete(key);
    answers.set(one.url, (answers.get(one.url) || 0) + 1);
    later(() => wake(), 0);    // after the page's own handlers
  };

  const fetched = window.fetch;
  if (fetched) {
    window.fetch = function fetch(input, init) {
      const keepalive = init && init.keepalive;
      const key = keepalive ? null : begin(typeof input === 'string' ? input : input && input.url || input, false);
      let promise;
      try { promise = fetched.apply(this, arguments); } catch (e) { end(key); throw e; }
      promise.then(() => end(key), () => end(key));
      return promise;
    };
    // A body is part of its request: whoever reads it is waited for.
    for (const read of ['arrayBuffer', 'blob', 'formData', 'json', 'text']) {
      const native = Response.prototype[read];
      Response.prototype[read] = function () {
        const key = begin('the body of ' + this.url, false), promise = native.apply(this, arguments);
        promise.then(() => end(key), () => end(key));
        return promise;
      };
    }
  }
  const send = XMLHttpRequest.prototype.send, open = XMLHttpRequest.prototype.open, urls = new WeakMap();
  XMLHttpRequest.prototype.open = function (method, url) { urls.set(this, url); return open.apply(this, arguments); };
  XMLHttpRequest.prototype.send = function () {
    const key = begin(urls.get(this), false);
    this.addEventListener('loadend', () => end(key));
    try { return send.apply(this, arguments); } catch (e) { end(key); throw e; }
  };

  // Some frameworks hold back what has come until a timer of up to half a second has run out, so that placeholders do not
  // flicker. Timers are only noted, and one of the same length that is set again and again is a ticker.
  const timeout = window.setTimeout, armed = new Map();
  let timers = 0;
  window.setTimeout = function setTimeout(handler, delay) {
    if (typeof delay === 'number' && delay > 0 && delay <= SHORT) {
      const length = Math.round(delay), times = (armed.get(length) || 0) + 1;
      armed.set(length, times);
      if (times <= NOISE) timers = Math.max(timers, now() + length);
    }
    return timeout.apply(this, arguments);
  };

  // Scripts that come late: those that a script adds matter always, those that the document itself marks async matter only
  // while nothing that the job extracts is there.
  const scripts = new WeakMap();
  const script = (node, weak) => {
    if (node.src && !scripts.has(node) && (!node.type || /module|javascript/.test(node.type))) scripts.set(node, begin(node.src, weak));
  };
  const loaded = event => { const key = event.target && scripts.get(event.target); if (key) end(key); };
  document.addEventListener('load', loaded, true);
  document.addEventListener('error', loaded, true);

  const ticks = new WeakMap();
  // Some pages put the same elements in the place of themselves for ever.
  const same = record => record.addedNodes.length && record.addedNodes.length === record.removedNodes.length
    && [...record.addedNodes].every((node, i) => node.isEqualNode(record.removedNodes[i]));
  const noise = record => {
    const text = record.type === 'characterData' || [...record.addedNodes, ...record.removedNodes].every(n => n.nodeType === 3);
    if (!text && !same(record)) return false;
    const place = record.type === 'characterData' ? record.target.parentNode || record.target : record.target;
    const count = (ticks.get(place) || 0) + 1;
    ticks.set(place, count);
    return count > NOISE;
  };
  new MutationObserver(records => {
    for (const record of records) {
      for (const node of record.addedNodes) {
        if (node.nodeName === 'SCRIPT') script(node, document.readyState === 'loading' && node.hasAttribute('async'));
      }
    }
    if (records.every(noise)) return;
    changed = now();
    wake();
  }).observe(document, { childList: true, subtree: true, characterData: true });
  document.addEventListener('readystatechange', () => wake());
  // Said before the request for the next document leaves: until that one comes, this one is not at rest.
  window.addEventListener('beforeunload', () => begin('the next document', false));

  const fold = text => String(text || '').replace(/\s+/g, ' ').trim();
  // A selector is {css}, {text, contains} or {first: [...]}.
  const find = (selector, root) => {
    if (selector.first) {
      for (const choice of selector.first) { const found = find(choice, root); if (found.length) return found; }
      return [];
    }
    if (selector.css) return [...(root.nodeType === 9 ? all : allIn).call(root, selector.css)];
    const hit = element => { const text = fold(element.textContent); return selector.contains ? text.includes(selector.text) : text === selector.text; };
    const out = [];
    for (const element of (root.nodeType === 9 ? all : allIn).call(root, 'body *:not(script):not(style)')) {
      if (hit(element) && ![...element.children].some(hit)) out.push(element);
    }
    for (const input of (root.nodeType === 9 ? all : allIn).call(root, 'input[type=submit],input[type=button]')) {
      const text = fold(input.value);
      if (selector.contains ? text.includes(selector.text) : text === selector.text) out.push(input);
    }
    return out;
  };
  const visible = element => {
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    return box.width > 0 && box.height > 0 && style.visibility !== 'hidden' && style.display !== 'none';
  };

  // This document and, where asked, those of its same-origin frames.
  const views = (view, frames) => {
    const out = [view];
    if (frames) {
      for (const frame of allIn.call(view.document.documentElement, 'iframe,frame')) {
        try { if (frame.contentDocument && frame.contentDocument.documentElement) out.push(...views(frame.contentWindow, true)); } catch (e) { /* another origin */ }
      }
    }
    return out;
  };
  const somewhere = (selector, places) => places.some(view => find(selector, view.document).length > 0);
  const present = (kind, places) => {
    if (!kind.each) return kind.required.every(one => somewhere(one, places));
    const items = places.flatMap(view => find(kind.each, view.document));
    return items.length > 0 && items.every(item => kind.required.every(one => find(one, item).length > 0));
  };

  const dismissed = new WeakSet();
  const dismiss = selectors => {
    let clicked = 0;
    for (const selector of selectors) {
      for (const element of find(selector, document)) {
        if (dismissed.has(element) || !visible(element)) continue;
        dismissed.add(element);
        element.click();
        changed = now();
        clicked++;
      }
    }
    return clicked;
  };

  // outerHTML knows attributes only: what a person typed or ticked is written into a copy first.
  const html = doc => {
    const root = doc.documentElement;
    const live = [...allIn.call(root, 'input,textarea,option')];
    const stale = live.some(e => e.nodeName === 'OPTION' ? e.selected !== e.hasAttribute('selected') : e.nodeName === 'TEXTAREA' ? e.value !== e.textContent : /checkbox|radio/.test(e.type) ? e.checked !== e.hasAttribute('checked') : e.type !== 'password' && e.value !== (e.getAttribute('value') || ''));
    let source = root;
    if (stale) {
      source = root.cloneNode(true);
      const copies = [...allIn.call(source, 'input,textarea,option')];
      live.forEach((e, i) => {
        const copy = copies[i];
        if (e.nodeName === 'OPTION') copy.toggleAttribute('selected', e.selected);
        else if (e.nodeName === 'TEXTAREA') copy.textContent = e.value;
        else if (/checkbox|radio/.test(e.type)) copy.toggleAttribute('checked', e.checked);
        else if (e.type !== 'password') copy.setAttribute('value', e.value);
      });
    }
    return '<!doctype html>' + source.outerHTML;
  };

  const status = () => { const entry = performance.getEntriesByType('navigation')[0]; return entry ? [entry.responseStatus || 0, entry.redirectCount || 0] : [0, 0]; };
  const head = () => ({ id, url: location.href, status: status()[0], redirects: status()[1], type: document.contentType });

  // wish: {statuses, certain, possible, links, ready, loggedOut, dismiss, frames, quiet, patience, cap, take, size}
  const settle = (wish, answer) => {
    const started = now();
    let planned = 0, due = 0, over = false, rested = now();
    const plan = time => { cancel(planned); due = now() + time; planned = later(check, time); };
    const finish = (ready, reason, missing) => {
      over = true;
      wake = () => {};
      cancel(planned);
      const out = Object.assign(head(), { ready, reason, missing, waited: Math.round(now() - started) });
      if (wish.loggedOut && find(wish.loggedOut, document).length) out.loggedOut = true;
      if (wish.take) {
        const text = html(document);
        out.length = text.length;
        out.html = text.length > wish.size ? text.slice(0, wish.size) : text;
        out.frames = wish.frames ? views(window, true).slice(1).map(view => ({ url: view.location.href, html: html(view.document).slice(0, wish.size) })) : [];
      }
      answer(out);
    };
    const check = () => {
      if (over) return;
      const time = now(), missing = [];
      if (wish.dismiss.length) dismiss(wish.dismiss);
      const places = views(window, wish.frames);
      let last = changed, waiting = [], timer = 0;
      for (const view of places) {
        const other = view === window ? own : view['NAME'];
        if (!other) { last = Math.max(last, time); continue; }
        const state = other.state();
        last = Math.max(last, time - state.still);
        waiting.push(...state.waiting);
        timer = Math.max(timer, state.timer);
        if (state.loading) missing.push('the end of the document');
      }
      const still = time - last;
      const absent = [];
      for (const kind of wish.certain) if (!present(kind, places)) absent.push(kind.name);
      if (wish.ready && !somewhere(wish.ready, places)) absent.push(wish.readyName);
      const item = wish.possible.find(kind => present(kind, places));
      const some = item || (wish.links.some(link => somewhere(link, places)) && { name: 'a link to follow' });
      // The links of a page's frame are there before its items: as long as a timer may hold these back, links prove nothing.
      const held = timer > 0 && some && !item && !wish.certain.length && !wish.ready && time - started < wish.patience;
      const concrete = absent.length === 0 && (wish.certain.some(kind => kind.each) || wish.ready || (some && some.name));
      waiting = waiting.filter(one => !(one.weak && concrete) && !(one.times >= 2 && concrete) && one.age < Math.min(LONG, wish.cap / 2));
      missing.push(...absent, ...waiting.map(one => one.url + ' (' + Math.round(one.age) + ' ms)'));
      if (held) missing.push('a timer of the page');
      if (waiting.length || missing.length) rested = time;
      const rest = Math.min(still, time - rested);
      // A link may be part of a frame that stands before the data: it proves less than an item does.
      const unsure = wish.possible.length && !wish.certain.length && !wish.ready && !item;
      const needed = !unsure ? wish.quiet : some ? wish.quiet + LINK : wish.quiet + wish.patience;
      if (!missing.length && still >= wish.quiet && (needed === wish.quiet || rest >= needed)) {
        const what = [...wish.certain.map(kind => kind.name), ...(wish.ready ? [wish.readyName] : []), ...(some ? [some.name] : [])];
        return finish(true, (what.length ? what.join(', ') + ' there' : wish.possible.length ? 'none of the items here' : 'nothing awaited') + ', quiet for ' + Math.round(still) + ' ms', []);
      }
      if (time - started >= wish.cap) {
        if (still < wish.quiet) missing.push('the page was still changing');
        return finish(false, 'not ready after ' + Math.round(time - started) + ' ms', missing);
      }
      // The heartbeat is for what no event tells: a change in a frame, a request that has grown old.
      const next = missing.length ? (still < wish.quiet ? wish.quiet - still : held ? Math.min(timer, HEARTBEAT) : HEARTBEAT) : needed === wish.quiet ? wish.quiet - still : needed - rest;
      plan(Math.max(5, Math.min(next + 1, wish.cap - (time - started) + 1)));
    };
    const code = status()[0];
    if (location.protocol === 'chrome-error:' || !/html/.test(document.contentType) || (code && !(wish.statuses.length ? wish.statuses.includes(code) : code >= 200 && code < 300))) {
      return finish(true, 'refused by status or kind', []);
    }
    wake = () => { if (!over && due > now() + wish.quiet) plan(wish.quiet); };
    check();
  };

  // Answers with the elements that a selector finds, as soon as there are any (or none any more), or with null.
  const until = (selector, shown, gone, cap, answer) => {
    const started = now();
    let timer = 0;
    const check = () => {
      cancel(timer);
      const found = find(selector, document).filter(element => !shown || visible(element)).slice(0, 50);
      if (gone ? !found.length : found.length) { wake = () => {}; return answer({ found }); }
      const left = cap - (now() - started);
      if (left <= 0) { wake = () => {}; return answer({ found: null }); }
      timer = later(check, Math.min(HEARTBEAT, left));
    };
    wake = check;
    check();
  };
  const change = (most, answer) => {
    const timer = later(() => { wake = () => {}; answer({}); }, most);
    wake = () => { cancel(timer); wake = () => {}; answer({}); };
  };

  const own = Object.freeze({
    id,
    dismiss,
    until,
    change,
    head,
    settle,
    // Each document has a clock of its own that began with it: only lengths of time can be compared.
    state: () => ({
      still: now() - changed,
      timer: timers - now(),
      loading: document.readyState === 'loading',
      waiting: [...pending.values()].map(one => ({ url: one.url, age: now() - one.since, weak: one.weak, times: answers.get(one.url) || 0 })),
    }),
  });
  Object.defineProperty(window, 'NAME', { value: own });
})();
