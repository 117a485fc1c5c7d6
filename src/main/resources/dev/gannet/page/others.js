// The frame of this document with that number, as the driver takes it; none where its own document can be read although
// another's was meant, for the page has put another in its place since.
const [at, other] = arguments;
const all = place => [...place.querySelectorAll('*')].flatMap(one => [...one.matches('iframe,frame') ? [one] : [], ...one.shadowRoot ? all(one.shadowRoot) : []]);
const readable = frame => { try { return Boolean(frame.contentDocument); } catch (e) { return false; } };
const frame = all(document)[at];
return frame && readable(frame) !== other ? frame : null;
