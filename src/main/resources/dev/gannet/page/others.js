// The frames of this document whose own documents its scripts cannot read, in the order in which they are numbered.
const all = place => [...place.querySelectorAll('*')].flatMap(one => [...one.matches('iframe,frame') ? [one] : [], ...one.shadowRoot ? all(one.shadowRoot) : []]);
return all(document).filter(one => { try { return !one.contentDocument; } catch (e) { return true; } });
