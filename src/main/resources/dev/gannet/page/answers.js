  // What the browser itself answers later, by a promise or an event: databases, caches, files, cryptography, fonts.
  const instance = free(Function.prototype[Symbol.hasInstance]), Pledge = Promise;
  const LAPSE = 20;            // what is asked so soon after an answer belongs to the same chain
  const chains = { __proto__: null };
  // A chain of questions of one key is one source. Returns what is called with the answer.
  const expects = key => {
    const one = chains[key] || (chains[key] = { __proto__: null, number: 0, due: 0, told: 0, closing: false });
    if (!one.number) { one.number = source('answers', key, 0); one.told = now(clock); }
    else if (now(clock) - one.told >= PAUSE) { one.told = now(clock); fires(one.number); }
    one.due++;
    let answered = false;
    return () => {
      if (answered) return;
      answered = true;
      if (--one.due || one.closing) return;
      one.closing = true;
      apply(timeout, window, [() => {
        one.closing = false;
        if (one.due) return;
        over(one.number);
        one.number = 0;
      }, LAPSE]);
    };
  };
  const settles = (promise, key) => { const done = expects(key); then(promise, done, done); };
  const eventual = (target, types, key) => { const done = expects(key); for (const type of types) listen(target, type, done, { once: true }); };
  const Asked = window.IDBRequest || Pledge, Transaction = window.IDBTransaction || Pledge;
  // Each method of these answers by a promise or a request of a database, or is not meant.
  const answering = (owner, what) => {
    for (const name of owner ? Object.getOwnPropertyNames(owner) : []) {
      const own = Object.getOwnPropertyDescriptor(owner, name), native = own.value;
      // What begins with a capital is a constructor.
      if (typeof native !== 'function' || name === 'constructor' || unit(name, 0) < 97 || !own.writable) continue;
      owner[name] = { [name]() {
        const answer = apply(native, this, arguments);
        if (instance(Pledge, answer)) settles(answer, what + ' #' + caller());
        else if (instance(Asked, answer)) eventual(answer, ['success', 'error'], what + ' #' + caller());
        else if (instance(Transaction, answer)) eventual(answer, ['complete', 'abort'], what + ' #' + caller());
        return answer;
      } }[name];
    }
  };
  const prototypes = names => names.map(name => window[name] && window[name].prototype);
  for (const [what, owners] of [
    ['a database', prototypes(['IDBFactory', 'IDBDatabase', 'IDBObjectStore', 'IDBIndex'])],
    ['a cache', prototypes(['Cache', 'CacheStorage'])],
    ['a file', prototypes(['Blob', 'StorageManager', 'StorageBucketManager', 'FileSystemHandle', 'FileSystemFileHandle', 'FileSystemDirectoryHandle', 'CookieStore'])],
    ['a lock', prototypes(['LockManager'])],
    ['cryptography', prototypes(['SubtleCrypto'])],
    ['compiled code', [window.WebAssembly]],
    ['a font', prototypes(['FontFace', 'FontFaceSet'])],
    ['what the browser knows', prototypes(['Permissions', 'NavigatorUAData', 'MediaCapabilities'])],
    ['sound', prototypes(['BaseAudioContext'])],
  ]) for (const owner of owners) answering(owner, what);
  // The same request answers once more for each step of a cursor.
  if (window.IDBCursor) {
    const request = getter(IDBCursor.prototype, 'request');
    for (const name of ['advance', 'continue', 'continuePrimaryKey']) {
      const native = IDBCursor.prototype[name];
      IDBCursor.prototype[name] = { [name]() { apply(native, this, arguments); eventual(request(this), ['success', 'error'], 'a database #' + caller()); } }[name];
    }
  }
  for (const name of ['readAsArrayBuffer', 'readAsBinaryString', 'readAsDataURL', 'readAsText']) {
    const native = FileReader.prototype[name];
    FileReader.prototype[name] = { [name]() { apply(native, this, arguments); eventual(this, ['loadend'], 'a file #' + caller()); } }[name];
  }
  const bitmap = window.createImageBitmap;
  if (bitmap) window.createImageBitmap = function createImageBitmap() { const answer = apply(bitmap, this, arguments); settles(answer, 'an image #' + caller()); return answer; };
  const tasks = window.scheduler && Object.getPrototypeOf(window.scheduler);
  const pause = tasks && tasks.yield;
  if (pause) tasks.yield = { yield() { const answer = apply(pause, this, arguments); settles(answer, 'a task that goes on #' + caller()); return answer; } }.yield;
  const view = Document.prototype.startViewTransition, changed = view && getter(window.ViewTransition.prototype, 'updateCallbackDone');
  if (view) {
    Document.prototype.startViewTransition = function startViewTransition(callback) {
      const answer = apply(view, this, arguments);
      settles(changed(answer), 'a view transition #' + print(callback && callback.update || callback) + caller());
      return answer;
    };
  }
  // Most end requests that take too long: only the page's own handler can bring something.
  const limit = window.AbortSignal && AbortSignal.timeout;
  if (limit) {
    const limits = new WeakMap(), handler = Object.getOwnPropertyDescriptor(AbortSignal.prototype, 'onabort');
    const aborts = (signal, callback) => {
      const one = recall(limits, signal), left = one && one.end - now(clock);
      if (!callback || !(left > 0)) return;
      const number = source('timer', 'a signal of ' + rough(one.delay) + ' ms #' + print(callback) + caller(), left);
      if (number) listen(signal, 'abort', () => over(number), { once: true });
    };
    AbortSignal.timeout = function timeout(delay) {
      const signal = apply(limit, this, arguments);
      if (due(delay)) remember(limits, signal, { __proto__: null, end: now(clock) + +delay, delay: +delay });
      return signal;
    };
    Object.defineProperty(AbortSignal.prototype, 'onabort', { configurable: true, enumerable: true, get: handler.get, set(callback) { apply(handler.set, this, [callback]); aborts(this, callback); } });
    AbortSignal.prototype.addEventListener = function addEventListener(type, callback) {
      joins(this, arguments);
      if (type === 'abort') aborts(this, callback);
    };
  }

  // Messages of frames and ports. Who posts to a window is not observed: the browser would name this script as the sender.
  const sender = getter(MessageEvent.prototype, 'source'), letters = new WeakMap(), peers = new WeakMap(), remote = new WeakMap();
  const awaits = (target, callback, what) => {
    if (!callback) return;
    const known = recall(letters, target), all = known || { __proto__: null, numbers: [], keys: { __proto__: null }, key: '', expected: [], next: 0, self: 0, told: 0 };
    const key = 'messages of ' + what + ' #' + print(callback) + caller();
    if (all.keys[key]) return;
    all.keys[key] = true;
    all.key = key;
    const number = source('letters', key, 0);
    all.numbers[all.numbers.length] = number;
    if (recall(remote, target)) asks(number);
    if (known) return;
    remember(letters, target, all);
    listen(target, 'message', event => {
      if (all.next < all.expected.length) { all.expected[all.next](); all.expected[all.next++] = null; }
      else if (target !== window || sender(event) !== window) each(all, fires);
      else if (!all.self) all.self = source('bursts', all.key + ' to itself', 0);
      else if (now(clock) - all.told >= PAUSE) { all.told = now(clock); fires(all.self); }
    });
  };
  const each = (all, tells) => { for (let i = 0; i < all.numbers.length; i++) tells(all.numbers[i]); };
  const receiving = (owner, what) => {
    const on = Object.getOwnPropertyDescriptor(owner, 'onmessage');
    if (on && on.set) {
      Object.defineProperty(owner, 'onmessage', { configurable: true, enumerable: true, get: on.get, set(callback) { apply(on.set, this, [callback]); awaits(this === undefined ? window : this, callback, what); } });
    }
    owner.addEventListener = function addEventListener(type, callback) {
      const answer = joins(this, arguments);
      if (type === 'message') awaits(this === undefined ? window : this, callback, what);
      return answer;
    };
  };
  receiving(window, 'frames');
  receiving(MessagePort.prototype, 'a port');
  const both = [getter(MessageChannel.prototype, 'port1'), getter(MessageChannel.prototype, 'port2')];
  [0, 1].forEach(i => Object.defineProperty(MessageChannel.prototype, 'port' + (i + 1), { configurable: true, enumerable: true, get() {
    const port = both[i](this);
    remember(peers, port, both[1 - i](this));
    return port;
  } }));
  // A port whose other end was handed on is answered from elsewhere.
  const handsOn = list => {
    for (let i = 0; list && i < list.length; i++) {
      const peer = typeof list[i] === 'object' && list[i] && recall(peers, list[i]), one = peer && recall(letters, peer);
      if (peer) remember(remote, peer, true);
      if (one) each(one, asks);
    }
  };
  for (const Kind of [window.MessagePort, window.Worker]) {
    const post = Kind && Kind.prototype.postMessage;
    if (!post) continue;
    Kind.prototype.postMessage = function postMessage(message, options) {
      const answer = apply(post, this, arguments), peer = recall(peers, this), there = peer && !recall(remote, this) && recall(letters, peer), here = recall(letters, this);
      if (there) there.expected[there.expected.length] = expects(there.key + ' to itself');
      else if (here) each(here, asks);
      try { handsOn(options && options.transfer || options); } catch (e) { /* the page's own object */ }
      return answer;
    };
  }
