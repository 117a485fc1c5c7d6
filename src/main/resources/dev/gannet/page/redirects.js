  // Redirects that the page or its answer announces: the page that announces it is not the requested page.
  const redirects = (() => {
    const LATEST = 10000;      // a later redirect belongs to a page that reloads itself now and then
    const LATE = 2000;         // the browser did not follow it
    const due = new Map();     // URL -> when it is to be followed
    const place = url => url.replace(/#.*/, '');
    const heed = (text, since) => {
      const [, delay, url] = /^\s*(\d+)(?:\.\d*)?\s*[;,]?\s*(?:url\s*=\s*)?["']?([^"']*)/i.exec(text || '') || [];
      if (!url || !url.trim() || delay * 1000 > LATEST) return false;
      let to = '';
      try { to = new URL(url.trim(), document.baseURI).href; } catch (e) { return false; }
      if (place(to) === place(location.href) || !/^https?:/.test(to)) return false;
      if (!due.has(to)) due.set(to, since + delay * 1000);
      return now() < due.get(to) + LATE;
    };
    return {
      heed,
      pending: () => {
        if (root(document)) for (const meta of within(root(document), 'meta[http-equiv="refresh" i][content]')) heed(meta.getAttribute('content'), now());
        return [...due].filter(([, time]) => now() < time + LATE).map(([url]) => 'the redirect to ' + url + ' that the page announces');
      },
    };
  })();
