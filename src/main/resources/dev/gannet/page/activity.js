  // Reports what may change the page later: when each source begins (s), is asked (q), fires (a) and ends (z). Its key is the code of its
  // callback and its rough length, so that the observer recognizes it on pages of the same form.
  const SOON = 5000;           // a timer that is longer holds nothing back
  const ENOUGH = 300;          // more sources of one key are not reported
  const PAUSE = 100;           // a source that fires more often is reported so often
  const clock = performance, now = free(Performance.prototype.now), code = free(Function.prototype.toString), unit = free(String.prototype.charCodeAt), multiply = Math.imul, least = Math.min;
  const told = { __proto__: null };
  const print = callback => {
    let source = '', sum = 7;
    try { source = typeof callback === 'function' ? code(callback) : text(callback); } catch (e) { return '?'; }
    for (let i = 0, end = least(source.length, 800); i < end; i++) sum = (multiply(sum, 31) + unit(source, i)) | 0;
    return text((sum >>> 0) % 1000000);
  };
  // Helpers such as sleep() have the same code for all their callers: the calling place tells them apart.
  const Trace = Error;
  // Lines and columns alone: addresses differ between pages of one form. In the page itself these differ too, with what
  // stands before the script, so they count only where no other script is involved.
  const caller = () => {
    let places = '', own = '', start = 0;
    try {
      const stack = text(new Trace().stack), page = location.href + ':';
      for (let i = 0; i <= stack.length; i++) {
        if (i < stack.length && unit(stack, i) !== 10) continue;
        const end = i > 0 && unit(stack, i - 1) === 41 ? i - 1 : i;
        let from = end, colons = 0;
        for (; from > 0; from--) {
          const before = unit(stack, from - 1);
          if (before === 58 ? ++colons === 2 : before < 48 || before > 57) break;
        }
        // The frames of this script have no address.
        const line = slice(stack, start, i), place = slice(stack, from, end) + ' ';
        if (index(line, page) >= 0) own += place;
        else if (index(line, '://') >= 0) places += place;
        start = i;
      }
    } catch (e) { return '?'; }
    return print(places || own);
  };
  const rough = length => length <= SHORT ? round(length) : round(length / 250) * 250;
  const source = (kind, key, length) => {
    told[key] = (told[key] || 0) + 1;
    if (told[key] > ENOUGH) return 0;
    const number = ++serial;
    tell('s ' + number + ' ' + kind + ' ' + encode(key) + ' ' + round(length || 0) + ' ' + now(clock));
    return number;
  };
  const fires = number => { if (number) tell('a ' + number); };
  const asks = number => { if (number) tell('q ' + number); };
  const over = number => { if (number) tell('z ' + number); };

  // A busy renderer runs callbacks late: a second timer of the same length, which Chrome runs right after the page's own,
  // reports that it has run.
  const timeout = window.setTimeout, repeat = window.setInterval, clears = { clearTimeout: window.clearTimeout, clearInterval: window.clearInterval };
  const timers = { __proto__: null }, tickers = { __proto__: null };
  const due = delay => typeof delay !== 'object' && +delay > 0 && +delay <= SOON;
  const elapsed = handle => {
    over(timers[handle]);
    timers[handle] = 0;
  };
  window.setTimeout = function setTimeout(handler, delay) {
    const handle = apply(timeout, this, arguments);
    if (due(delay)) {
      const number = source('timer', 'a timer of ' + rough(+delay) + ' ms #' + print(handler) + caller(), +delay);
      if (number) {
        timers[handle] = number;
        apply(timeout, this, [() => elapsed(handle), delay]);
      }
    }
    return handle;
  };
  window.setInterval = function setInterval(handler, delay) {
    const handle = apply(repeat, this, arguments);
    if (due(delay)) {
      const number = source('interval', 'an interval of ' + rough(+delay) + ' ms #' + print(handler) + caller(), +delay);
      let last = 0;
      if (number) tickers[handle] = { number, mark: apply(repeat, this, [() => { if (now(clock) - last >= PAUSE) { last = now(clock); fires(number); } }, delay]) };
    }
    return handle;
  };
  // Either clears both.
  for (const name of ['clearTimeout', 'clearInterval']) {
    const native = clears[name];
    window[name] = { [name](handle) {
      const ticker = tickers[handle];
      if (timers[handle]) elapsed(handle);
      if (ticker) { tickers[handle] = null; over(ticker.number); apply(native, window, [ticker.mark]); }
      return apply(native, this, arguments);
    } }[name];
  }
  const queue = window.scheduler && window.scheduler.postTask;
  if (queue) {
    Object.getPrototypeOf(window.scheduler).postTask = function postTask(callback, options) {
      const delay = options && options.delay, promise = apply(queue, this, arguments);
      const key = 'a task of ' + rough(+delay || 0) + ' ms #' + print(callback) + caller();
      if (!delay) settles(promise, key);
      else if (due(delay)) {
        const number = source('timer', key, +delay);
        then(promise, () => over(number), () => over(number));
      }
      return promise;
    };
  }
  const idle = window.requestIdleCallback;
  if (idle) {
    window.requestIdleCallback = function requestIdleCallback(callback, options) {
      const handle = apply(idle, this, arguments), number = source('idle', 'an idle callback #' + print(callback), 0);
      if (number) apply(idle, this, [() => over(number), options && { __proto__: null, timeout: options.timeout }]);
      return handle;
    };
  }
  // Frames of one callback are one source until the callback asks for no further one.
  const frame = window.requestAnimationFrame, frames = { __proto__: null };
  window.requestAnimationFrame = function requestAnimationFrame(callback) {
    const handle = apply(frame, this, arguments), key = 'animation frames #' + print(callback), one = frames[key] || (frames[key] = { number: 0, due: 0, told: 0 });
    if (!one.due) { one.number = source('frames', key, 0); one.told = now(clock); }
    else if (now(clock) - one.told >= PAUSE) { one.told = now(clock); fires(one.number); }
    one.due++;
    apply(frame, this, [() => { if (--one.due === 0) over(one.number); }]);
    return handle;
  };

  // Who adds a listener is answered by whatever the page has put in the place of this function for all targets.
  const Listening = EventTarget.prototype;
  const joins = (self, all) => apply(Listening.addEventListener, self === undefined ? window : self, all);
  // Events that come to all alike are distinguished by their listeners, which the hooks report to the observer.
  const HANDLERS = 100;
  let handlers = 0;
  const handles = (what, callback) => { if (callback && ++handlers <= HANDLERS) tell('k ' + encode(what + ' #' + print(callback) + caller())); };
  const handling = (owner, names, what) => {
    for (const name of names) {
      const own = owner && Object.getOwnPropertyDescriptor(owner, 'on' + name);
      if (!own || !own.set || !own.configurable) continue;
      Object.defineProperty(owner, 'on' + name, { configurable: true, enumerable: true, get: own.get, set(callback) { handles(what, callback); apply(own.set, this === undefined ? window : this, [callback]); } });
    }
  };
  const ENDS = { __proto__: null, transitionend: 1, animationend: 1, transitioncancel: 1, animationiteration: 1, transitionrun: 1, transitionstart: 1, animationstart: 1 };
  const STAGES = { __proto__: null, DOMContentLoaded: 1, readystatechange: 1, load: 1, pageshow: 1 };
  for (const [owner, which, what] of [[Element.prototype, ENDS, 'an animation'], [Document.prototype, STAGES, 'the load event'], [window.FontFaceSet && FontFaceSet.prototype, { __proto__: null, loading: 1, loadingdone: 1, loadingerror: 1 }, 'fonts']]) {
    if (!owner) continue;
    owner.addEventListener = function addEventListener(type, callback) {
      if (typeof type === 'string' && (which[type] || owner !== Element.prototype && ENDS[type])) handles(which[type] ? what : 'an animation', callback);
      return joins(this, arguments);
    };
  }
  handling(window, ['load', 'pageshow'], 'the load event');
  handling(Document.prototype, ['readystatechange'], 'the load event');
  handling(HTMLElement.prototype, ['transitionend', 'animationend', 'transitionrun', 'animationstart'], 'an animation');
  if (window.FontFaceSet) {
    handling(FontFaceSet.prototype, ['loading', 'loadingdone', 'loadingerror'], 'fonts');
    const ready = Object.getOwnPropertyDescriptor(FontFaceSet.prototype, 'ready');
    Object.defineProperty(FontFaceSet.prototype, 'ready', { configurable: true, enumerable: true, get() { handles('fonts', 'ready'); return apply(ready.get, this, []); } });
  }

  // An animation that a script begins; those of style sheets are seen by the observer.
  const animate = Element.prototype.animate, ended = animate && getter(Animation.prototype, 'finished');
  if (animate) {
    Element.prototype.animate = function (frames, options) {
      const animation = apply(animate, this, arguments), number = source('loads', 'the animation of a script #' + caller(), 0);
      if (number) then(ended(animation), () => over(number), () => over(number));
      return animation;
    };
  }

  // What talks to the page by messages: it may say more as long as it is not silent.
  const talkers = new WeakMap(), types = new WeakMap();
  const talker = (target, key, kind) => {
    const known = recall(talkers, target);
    if (known !== undefined) return known;
    const number = source(kind || 'messages', key(target), 0);
    remember(talkers, target, number);
    remember(types, target, { __proto__: null });
    return number;
  };
  const hears = (target, type, key) => {
    const number = talker(target, key), heard = recall(types, target);
    if (!heard || heard[type]) return;
    heard[type] = true;
    listen(target, type, () => fires(number));
    if (heard.error) return;
    heard.error = true;
    // A stream of events that breaks off is asked for again.
    listen(target, 'error', () => asks(number));
    connects(target);
  };
  // Reports the outcome of connections. A connection that never opened, or broke off, may have carried data.
  const urlOf = Kind => Kind && getter(Kind.prototype, 'url'), socket = urlOf(window.WebSocket), events = urlOf(window.EventSource);
  const phase = window.EventSource && getter(EventSource.prototype, 'readyState');
  const clean = window.CloseEvent && getter(CloseEvent.prototype, 'wasClean');
  const connects = target => {
    if (instance(window.Worker, target)) return listen(target, 'error', event => { if (!instance(ErrorEvent, event)) tell('x worker ' + name('the script of a worker') + ' unreadable'); });
    const url = instance(window.WebSocket, target) ? socket(target) : instance(window.EventSource, target) ? events(target) : '';
    if (!url) return;
    const heard = recall(types, target), sockets = !!socket && instance(window.WebSocket, target);
    // A connection that the page itself closes has not failed.
    const is = failure => heard.closed || tell('x connection ' + name(url) + ' ' + failure);
    let opened = false;
    listen(target, 'open', () => { opened = true; is(''); });
    // An event stream in state CLOSED after an error does not reconnect.
    listen(target, 'error', () => { if (!opened || !sockets && phase(target) === 2) is('unreadable'); });
    if (sockets) listen(target, 'close', event => { if (opened && !clean(event)) is('unreadable'); });
  };
  const talking = (Kind, key, sends, ends) => {
    if (!Kind) return;
    const prototype = Kind.prototype, on = Object.getOwnPropertyDescriptor(prototype, 'onmessage');
    if (on && on.set) {
      Object.defineProperty(prototype, 'onmessage', { configurable: true, enumerable: true, get: on.get, set(handler) { apply(on.set, this, [handler]); if (handler) hears(this, 'message', key); } });
    }
    prototype.addEventListener = function addEventListener(type) {
      joins(this, arguments);
      if (type !== 'error' && type !== 'close') hears(this, text(type), key);
    };
    for (const [name, tells] of [[sends, asks], [ends, over]]) {
      const native = name && prototype[name];
      if (native) {
        prototype[name] = { [name]() {
          const heard = recall(types, this);
          if (heard && tells === over) heard.closed = true;
          tells(recall(talkers, this));
          return apply(native, this, arguments);
        } }[name];
      }
    }
  };
  const addressed = url => target => 'messages of ' + url(target);
  talking(window.Worker, () => 'messages of a worker #' + caller(), 'postMessage', 'terminate');
  talking(window.WebSocket, addressed(socket), 'send', 'close');
  talking(window.EventSource, addressed(events), '', 'close');
  talking(window.BroadcastChannel, () => 'messages of a channel', '', 'close');
  if (window.SharedWorker) {
    const port = Object.getOwnPropertyDescriptor(SharedWorker.prototype, 'port');
    Object.defineProperty(SharedWorker.prototype, 'port', { configurable: true, enumerable: true, get() {
      const one = apply(port.get, this, []);
      hears(one, 'message', () => 'messages of a shared worker');
      return one;
    } });
  }
  // A body that is read in pieces.
  const part = (promise, number) => { then(promise, one => one.done ? over(number) : fires(number), () => over(number)); return promise; };
  for (const Reader of [window.ReadableStreamDefaultReader, window.ReadableStreamBYOBReader]) {
    if (!Reader) continue;
    const native = Reader.prototype.read;
    Reader.prototype.read = function read() { return part(apply(native, this, arguments), talker(this, () => 'a stream #' + caller(), 'stream')); };
  }
  if (window.ReadableStream && ReadableStream.prototype.values) {
    const values = ReadableStream.prototype.values, pipe = ReadableStream.prototype.pipeTo;
    const iterate = { values() {
      const all = apply(values, this, arguments), next = all.next, number = talker(all, () => 'a stream #' + caller(), 'stream');
      all.next = function () { return part(apply(next, this, arguments), number); };
      return all;
    } }.values;
    ReadableStream.prototype.values = iterate;
    Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, { configurable: true, writable: true, value: iterate });
    ReadableStream.prototype.pipeTo = function pipeTo() {
      const number = source('loads', 'a stream', 0), promise = apply(pipe, this, arguments);
      then(promise, () => over(number), () => over(number));
      return promise;
    };
  }
  // An image whose coming the page waits for.
  const loaded = getter(HTMLImageElement.prototype, 'complete'), width = getter(HTMLImageElement.prototype, 'naturalWidth');
  const picture = element => { try { loaded(element); return true; } catch (e) { return false; } };
  const awaited = (image, handler) => {
    if (!handler || loaded(image) && width(image)) return;
    const number = source('loads', 'an image #' + print(handler) + caller(), 0);
    for (const type of ['load', 'error']) listen(image, type, () => over(number), { once: true });
  };
  const bodily = (tag => element => { try { return tag(element) === 'BODY'; } catch (e) { return false; } })(getter(Element.prototype, 'tagName'));
  const decodes = HTMLImageElement.prototype.decode;
  if (decodes) {
    HTMLImageElement.prototype.decode = function decode() {
      const promise = apply(decodes, this, arguments), number = source('loads', 'an image #' + caller(), 0);
      then(promise, () => over(number), () => over(number));
      return promise;
    };
  }
  const onload = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'onload');
  if (onload && onload.set) {
    Object.defineProperty(HTMLElement.prototype, 'onload', { configurable: true, enumerable: true, get: onload.get, set(handler) {
      apply(onload.set, this, [handler]);
      if (picture(this)) awaited(this, handler);
      else if (bodily(this)) handles('the load event', handler);
    } });
  }
  HTMLImageElement.prototype.addEventListener = function addEventListener(type, handler) {
    joins(this, arguments);
    if (type === 'load') awaited(this, handler);
  };
