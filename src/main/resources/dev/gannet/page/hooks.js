// Runs in the page's own world, in every document, before the page's own scripts. It tells the observer, which lives in a
// world of its own, what only this world can see: requests, timers, messages, and what the page tries to do to its visitor.
// Nothing here trusts what a page can replace: every function that is used later is taken now (S25).
// NAME is replaced by a name of the session's own, so that a page cannot know it beforehand.
(() => {
  'use strict';
  if (location.href === 'about:blank' && window === window.top && !window.opener) return;
  const free = Function.prototype.bind.bind(Function.prototype.call);   // free(f)(self, ...) is f.call(self, ...)
  const append = free(CharacterData.prototype.appendData), slice = free(String.prototype.slice);
  const then = free(Promise.prototype.then), listen = free(EventTarget.prototype.addEventListener);
  const remember = free(WeakMap.prototype.set), recall = free(WeakMap.prototype.get);
  const getter = (owner, property) => free(Object.getOwnPropertyDescriptor(owner, property).get);
  const data = getter(CharacterData.prototype, 'data'), related = getter(MouseEvent.prototype, 'relatedTarget');
  const write = free(Document.prototype.createTextNode), dispatch = free(EventTarget.prototype.dispatchEvent), Pointed = MouseEvent, index = free(String.prototype.indexOf);
  const apply = Reflect.apply, encode = encodeURIComponent, text = String, round = Math.round, Failure = DOMException;
  const SHORT = 600;           // longer timers are known by their rough length
  const MOST = 100;            // more of a kind are no longer told, and a page that opens more dialogs is stopped

  // Both worlds see the same nodes: what is told is written into one that hangs in no document.
  const wire = document.createTextNode('');
  document.dispatchEvent(new MouseEvent('NAME', { relatedTarget: wire }));
  const tell = line => append(wire, line + '\n');

  // A shadow root is told while a node that both worlds know is in it: no event can name what is in one.
  const insert = free(Node.prototype.appendChild), take = free(Node.prototype.removeChild), attach = Element.prototype.attachShadow;
  const probe = document.createTextNode('');
  dispatch(wire, new Pointed('NAME-probe', { __proto__: null, relatedTarget: probe }));
  Element.prototype.attachShadow = function attachShadow() {
    const shadow = apply(attach, this, arguments);
    insert(shadow, probe);
    dispatch(wire, new Pointed('NAME-root', { __proto__: null }));
    take(shadow, probe);
    return shadow;
  };

  // Where a step asks for an element, with what it wants of it, and is answered.
  const forget = free(EventTarget.prototype.removeEventListener), quiet = free(Event.prototype.stopImmediatePropagation);
  const path = free(Event.prototype.composedPath), spell = JSON.stringify, understand = JSON.parse;
  const door = (wish, answer) => {
    const call = write(document, spell(wish));
    const hear = event => {
      quiet(event);
      forget(window, 'NAME', hear, true);
      const told = understand(data(call)), from = path(event)[0];
      told.element = from === call ? null : from;
      answer(told);
    };
    listen(call, 'NAME', hear);
    listen(window, 'NAME', hear, true);
    dispatch(wire, new Pointed('NAME', { __proto__: null, relatedTarget: call }));
  };
  Object.defineProperty(window, 'DOOR', { value: door });

  // What cannot wait is asked: the observer answers before this goes on, into the slip that it is handed.
  const question = what => {
    const slip = write(document, what);
    dispatch(wire, new Pointed('NAME', { __proto__: null, relatedTarget: slip }));
    const answer = data(slip);
    return answer === what ? '' : answer;
  };
  const name = url => { try { const whole = text(url); return encode(slice(whole, 0, 200) + (whole.length > 200 ? '~' + print(slice(whole, 200)) : '')); } catch (e) { return 'unnamed'; } };

  const address = url => { try { return encode(slice(text(url), 0, 4000)); } catch (e) { return ''; } };

  let serial = 0;
  // content: the method and body of a request, which identify a repeated request
  const begin = (url, content) => { const number = ++serial; tell('b ' + number + ' ' + name(url) + (content ? ' ' + print(content) : '')); return number; };
  // failure: a status, or a word for what became of the request
  const end = (number, failure) => tell('e ' + number + (failure ? ' ' + failure : ''));
  // Pages abort requests that they no longer need, mostly at once, and requests that take too long.
  const naming = getter(DOMException.prototype, 'name'), Unparsed = SyntaxError;
  const named = reason => { try { return naming(reason); } catch (e) { return ''; } };
  const LONG = 1000;           // ms after which an abort counts as a timeout of the page's own
  const abandoned = since => now(clock) - since >= LONG ? 'abandoned' : 'dropped';
  const broken = (reason, since, whole) => named(reason) === 'AbortError' ? abandoned(since) : instance(Unparsed, reason) ? unparsed(reason, whole) : 'unreadable';
  // Distinguishes truncated JSON from bodies of another type. whole: whether the body has a length
  const CUT = /Unterminated|Expected .* after/, END = /Unexpected end/;
  const unparsed = (reason, whole) => {
    try {
      const told = text(reason);
      return index(told, "'<'") >= 0 ? 'markup' : test(CUT, told) || whole && test(END, told) ? 'unreadable' : 'unparsed';
    } catch (e) { return 'unparsed'; }
  };

COMPLAINTS
  // What the job wants of the answers to the page's own requests is handed over before the request counts as ended: how
  // much of one is wanted at most, or nothing.
  let unique = 0;
  const wanted = url => +question('f ' + address(url));
  const hand = (url, request, body) => {
    if (typeof body !== 'string' || body === '') return;
    let head;
    try { head = 'r ' + encode(text(url)) + ' ' + encode(request) + '\n'; } catch (e) { return; }
    dispatch(wire, new Pointed('NAME', { __proto__: null, relatedTarget: write(document, head + body) }));
  };
  // The same request is one that is sent with the same words: of what is no text none is the same as another.
  const Form = URLSearchParams, GET = /^GET /i, HEAD = /^HEAD /i;
  const request = (method, body) => text(method) + ' ' + (instance(Form, body) ? text(body) : body === undefined || body === null ? '' : typeof body === 'string' && body.length < 100000 ? body : ++unique);
  const Decoder = TextDecoder, decode = free(TextDecoder.prototype.decode), size = getter(ArrayBuffer.prototype, 'byteLength');
  const small = bytes => size(bytes) <= SMALL ? decode(new Decoder(), bytes) : '';

  const fetched = window.fetch;
  if (fetched) {
    const reader = free(ReadableStream.prototype.getReader), pull = free(ReadableStreamDefaultReader.prototype.read), drop = free(ReadableStreamDefaultReader.prototype.cancel);
    const twin = free(Response.prototype.clone), stream = getter(Response.prototype, 'body'), code = getter(Response.prototype, 'status'), fine = getter(Response.prototype, 'ok'), from = getter(Response.prototype, 'url'), moved = getter(Response.prototype, 'redirected');
    const gather = (response, most, told) => {
      const body = stream(response), decoder = new Decoder();
      if (!body) return told('');
      const source = reader(body);
      let whole = '';
      const step = () => then(pull(source), part => {
        if (part.done) return told(whole + decode(decoder));
        whole += decode(decoder, part.value, { __proto__: null, stream: true });
        // One that is too long is told of by what there is of it, which is more than is wanted.
        if (whole.length > most) { then(drop(source), () => {}, () => {}); return told(whole); }
        step();
      }, () => told(''));
      step();
    };
    const contents = new WeakMap();
    const headers = getter(Response.prototype, 'headers'), header = free(Headers.prototype.get);
    const has = response => { try { return +header(headers(response), 'content-length') > 0; } catch (e) { return false; } };
    const aborted = window.AbortSignal && getter(AbortSignal.prototype, 'aborted');
    const stopped = (input, init, reason) => {
      const signal = init && init.signal || typeof input === 'object' && input && input.signal;
      return signal && aborted(signal) && named(reason) !== 'TimeoutError';
    };
    const copied = (answer, url, what, asked, number, failing) => then(answer, response => {
      try {
        remember(contents, response, what);
        const most = fine(response) ? asked || moved(response) && wanted(from(response)) : 0;
        if (!most) return end(number, fine(response) || code(response) < 400 ? '' : failing(null, code(response)));
        gather(twin(response), most, body => { hand(from(response) || url, what, body); end(number); });
      } catch (e) { end(number); }
    }, reason => end(number, failing(reason, broken(reason, now(clock)))));
    window.fetch = function fetch(input, init) {
      const url = typeof input === 'string' ? input : input && input.url || input;
      const what = request(init && init.method || input && input.method || 'GET', init && init.body || input && input.body);
      const number = begin(url, what), most = wanted(url), since = now(clock);
      try {
        const answer = apply(fetched, this, arguments);
        copied(answer, url, what, most, number, (reason, failure) => {
          try {
            // Keepalive requests report something to the site, and HEAD requests have no body: neither loads data.
            if (init && init.keepalive && !test(GET, what) || test(HEAD, what)) return '';
            return reason && stopped(input, init, reason) ? abandoned(since) : failure;
          } catch (e) { return failure; }
        });
        return answer;
      } catch (e) { end(number); throw e; }
    };
    // A body is part of its request: whoever reads it is waited for.
    for (const read of ['arrayBuffer', 'blob', 'formData', 'json', 'text']) {
      const native = Response.prototype[read];
      Response.prototype[read] = function () {
        const since = now(clock), promise = apply(native, this, arguments), number = begin('the body of ' + this.url, recall(contents, this));
        const words = value => read === 'arrayBuffer' ? small(value) : read === 'json' || read === 'text' ? value : '';
        then(promise, value => { let failure = ''; try { failure = complaint(words(value)); } catch (e) { /* then it has none */ } end(number, failure); }, reason => end(number, broken(reason, since, has(this))));
        return promise;
      };
    }
  }
  const send = XMLHttpRequest.prototype.send, openRequest = XMLHttpRequest.prototype.open, urls = new WeakMap(), methods = new WeakMap();
  const asked = name => getter(XMLHttpRequest.prototype, name), status = asked('status'), form = asked('responseType'), plain = asked('responseText'), whatever = asked('response'), home = asked('responseURL');
  const taken = (xhr, what) => {
    const code = status(xhr), kind = form(xhr);
    if (code < 200 || code > 299 || !wanted(recall(urls, xhr)) && !wanted(home(xhr))) return;
    const body = kind === '' || kind === 'text' ? plain(xhr) : kind === 'json' ? spell(whatever(xhr)) : kind === 'arraybuffer' ? decode(new Decoder(), whatever(xhr)) : '';
    hand(home(xhr) || recall(urls, xhr), what, body);
  };
  const failing = xhr => {
    try {
      const kind = form(xhr);
      return complaint(kind === 'json' ? whatever(xhr) : kind === 'arraybuffer' && whatever(xhr) ? small(whatever(xhr)) : kind === '' || kind === 'text' ? plain(xhr) : '');
    } catch (e) { return ''; }
  };
  XMLHttpRequest.prototype.open = function (method, url) { remember(urls, this, url); remember(methods, this, method); return apply(openRequest, this, arguments); };
  XMLHttpRequest.prototype.send = function (body) {
    const url = recall(urls, this), what = request(recall(methods, this), body), number = begin(url, what);
    const since = now(clock);
    let failed = '';
    listen(this, 'loadend', () => { try { taken(this, what); } catch (e) { /* then it is none */ } end(number, test(HEAD, what) ? '' : status(this) >= 400 ? status(this) : failed || failing(this)); }, { once: true });
    for (const type of ['error', 'timeout']) listen(this, type, () => { failed = 'unreadable'; }, { once: true });
    listen(this, 'abort', () => { failed = abandoned(since); }, { once: true });
    try { return apply(send, this, arguments); } catch (e) { end(number); throw e; }
  };

ACTIVITY
  // What would stand in the way of the page, or open something beside it.
  const counts = { __proto__: null };
  const incident = kind => {
    counts[kind] = (counts[kind] || 0) + 1;
    if (counts[kind] <= MOST) tell('i ' + kind);
  };
  // Answered as was said beforehand: yes and no are all that alert and confirm know, a text of one's own goes to prompt.
  const dialog = (kind, message) => {
    incident('DIALOG');
    if (counts.DIALOG > MOST) throw new Failure('too many dialogs', 'NotAllowedError');
    let words = '';
    try { words = encode(slice(text(message), 0, 1000)); } catch (e) { words = 'unreadable'; }
    return question('d ' + kind + ' ' + words);
  };
  window.alert = function alert(message) { dialog('alert', message === undefined ? '' : message); };
  window.confirm = function confirm(message) { return slice(dialog('confirm', message === undefined ? '' : message), 0, 1) === 'y'; };
  window.prompt = function prompt(message, preset) {
    const answer = dialog('prompt', message === undefined ? '' : message);
    if (slice(answer, 0, 1) !== 'y') return null;
    return slice(answer, 1, 2) === ' ' ? slice(answer, 2) : preset === undefined ? '' : text(preset);
  };
  window.print = function print() { incident('PRINT'); };
  // Where the flow keeps windows, one that has an address opens blank: it is sent there once the gate has been asked and
  // the window is set up.
  const native = window.open, blank = { __proto__: null }, close = window.close;
  const opened = (self, all, url, target, features) => {
    if (url !== undefined) tell('w ' + address(url));
    incident('POPUP');
    const answer = question('o ' + (url === undefined ? '' : address(url)) + ' ' + (target === undefined ? '' : address(target)) + ' ' + (features === undefined ? '' : address(features)));
    const how = slice(answer, 0, 1);
    if (!how) return null;
    if (how === 'w') return apply(native, self, all);
    const view = apply(native, self, how === 'n' ? ['', '_blank'] : ['', target === undefined ? '_blank' : target, features === undefined ? '' : features]);
    if (!view) return null;
    blank[slice(answer, 1)] = view;
    if (how === 'n') { view.opener = null; return null; }
    return view;
  };
  window.open = function open(url, target, features) { return opened(this, arguments, url, target, features); };
  // With three words the document's own opens a window as well.
  const rewrite = Document.prototype.open;
  Document.prototype.open = function open(url, target, features) {
    return arguments.length > 2 ? opened(window, arguments, url, target, features) : apply(rewrite, this, arguments);
  };
  listen(wire, 'NAME-go', event => {
    const order = data(related(event)), end = index(order, ' '), number = slice(order, 0, end), view = blank[number];
    blank[number] = null;
    if (view) view.location.replace(slice(order, end + 1));
  });
  // One that may not close itself stays as it is; of one that does, its flow hears before it is gone.
  const shut = getter(window, 'closed');
  window.close = function () {
    if (!question('c')) return;
    apply(close, window, []);
    if (shut(window)) question('g');
  };
  const click = HTMLElement.prototype.click, anchor = HTMLAnchorElement.prototype, connected = getter(Node.prototype, 'isConnected');
  anchor.click = function () {
    // One that hangs in no document is clicked past every listener of the observer's.
    if (!connected(this) && this.target === '_blank') { opened(window, [this.href, '_blank', 'noopener'], this.href, '_blank', 'noopener'); return; }
    return apply(click, this, arguments);
  };
  // Who asks whether the page may be left is heard and not asked: the page is left.
  const ask = window.addEventListener;
  window.addEventListener = function addEventListener(type, callback) {
    if (type === 'beforeunload') return incident('LEAVE_QUESTION');
    if (typeof type === 'string' && STAGES[type]) handles('the load event', callback);
    else if (typeof type === 'string' && ENDS[type]) handles('an animation', callback);
    return apply(ask, this, arguments);
  };
  Object.defineProperty(window, 'onbeforeunload', { configurable: true, get: () => null, set: () => incident('LEAVE_QUESTION') });
  const refuses = (owner, method) => {
    const native = owner && owner[method];
    if (native) owner[method] = function () { incident('PERMISSION'); return apply(native, this, arguments); };
  };
  refuses(window.Notification, 'requestPermission');
  refuses(window.Geolocation && Geolocation.prototype, 'getCurrentPosition');
  refuses(window.Geolocation && Geolocation.prototype, 'watchPosition');
  refuses(window.MediaDevices && MediaDevices.prototype, 'getUserMedia');

  // A service worker could answer for the site with what the site never said (R65).
  const reject = Promise.reject.bind(Promise);
  if (!ALLOW_WORKERS && window.ServiceWorkerContainer) {
    ServiceWorkerContainer.prototype.register = function register() {
      incident('SERVICE_WORKER');
      return reject(new Failure('service workers are not allowed here', 'SecurityError'));
    };
  }
})();
