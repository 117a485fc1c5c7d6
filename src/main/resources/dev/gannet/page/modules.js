  // Scripts that no element names: modules that import() loads. Only the browser knows which of them are in flight; it is
  // asked from outside, and whether they have come is known here.
  const modules = (() => {
    const MOST = 300;          // that are reported
    const KINDS = /^(script|other|link|early-hint)$/;
    const done = new Set(), open = new Map();
    const arrived = name => {
      done.add(name);
      const key = open.get(name);
      open.delete(name);
      if (key) end(key);
    };
    // Other origins hide the status and failures; load events of the elements report those.
    const judge = entry => {
      const own = entry.name.startsWith(location.origin + '/'), status = entry.responseStatus;
      if (own || status) became(entry.name, 'script ' + entry.name, status >= 400 ? status : status ? '' : 'unreadable');
    };
    const heed = entries => {
      for (const one of entries) {
        if (KINDS.test(one.initiatorType)) arrived(one.name);
        if (/^(script|iframe)$/.test(one.initiatorType)) judge(one);
      }
    };
    const entries = new PerformanceObserver(list => heed(list.getEntries()));
    entries.observe({ type: 'resource', buffered: true });
    const named = () => root(document) ? within(root(document), 'script[src],link[href]').map(one => one.src || one.href) : [];
    return {
      read: () => heed(entries.takeRecords()),
      known: () => [...new Set(named().concat([...done]))].filter(url => url.length < 500).slice(0, MOST),
      // What an async module of the document imports matters as little as that module does.
      begin: urls => {
        const all = new Set(named()), weak = root(document) && within(root(document), 'script[src][async][type=module i]').some(one => !done.has(one.src));
        for (const url of urls) if (!done.has(url) && !open.has(url) && !all.has(url)) open.set(url, begin(url, weak));
      },
    };
  })();
