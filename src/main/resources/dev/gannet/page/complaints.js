  // Recognizes answers with status 200 that report an error instead of data.
  const list = Array.isArray, keys = Object.keys, test = free(RegExp.prototype.test);
  // Words for server faults, which another attempt may not meet. All other errors are refusals, or report that nothing is there.
  const FAULT = /time.?d?.?out|internal|server|unavailable|overload|busy|upstream|gateway|again|temporar|fail|exception|unexpected|crash|database|connect|econn|enotfound|getaddrinfo|wrong|too many|rate.?limit|throttl|error occurred|unknown error|fatal|panic|deadlock|memory|\b5\d\d\b|\b429\b/i;
  const SMALL = 4000;          // characters; longer answers contain data
  const FAILED = /^(error|fail|failed|failure)$/i;
  // Properties that accompany data.
  const ASIDE = { __proto__: null, errors: 1, error: 1, details: 1, extensions: 1, meta: 1, paging: 1, pagination: 1, pageInfo: 1, links: 1, request: 1, debug: 1, trace: 1 };
  const empty = value => value === null || value === undefined || list(value) && value.length === 0;
  const filled = value => {
    if (typeof value !== 'object' || empty(value)) return false;
    if (list(value)) return true;
    const all = keys(value);
    for (let i = 0; i < all.length; i++) if (!empty(value[all[i]])) return true;
    return false;
  };
  const describe = Object.getOwnPropertyDescriptor;
  const own = (value, key) => { const one = describe(value, key); return one && one.value; };
  const wrongCode = code => typeof code === 'number' && code >= 400 && code < 600;
  const said = value => {
    const errors = own(value, 'errors'), state = own(value, 'status');
    if (list(errors)) return errors.length > 0 && errors;
    // A record may have a status property of its own; an error answer also has a message.
    const speaks = own(value, 'id') === undefined && (own(value, 'message') || own(value, 'msg') || own(value, 'reason') || own(value, 'detail'));
    const bad = own(value, 'success') === false || own(value, 'ok') === false || speaks && (typeof state === 'string' && test(FAILED, state) || wrongCode(state) || wrongCode(own(value, 'code')));
    return own(value, 'error') || bad && value;
  };
  const kind = error => test(FAULT, spell(error, (key, value) => key === 'path' || key === 'locations' || key === 'stack' || key === 'stacktrace' ? undefined : value)) || error === true ? 'error' : 'refusal';
  // Whether the part of the data that a GraphQL error names is missing (GraphQL specification, 7.1.2, "Errors").
  const lacks = (data, path) => {
    let value = data;
    for (let i = 0; i < path.length && value !== null && value !== undefined; i++) value = own(value, path[i]);
    return empty(value);
  };
  const complains = value => {
    const error = said(value);
    if (!error) return '';
    if (list(error)) for (let i = 0; i < error.length; i++) if (object(error[i]) && list(error[i].path) && kind(error[i]) === 'error' && lacks(own(value, 'data'), error[i].path)) return 'error';
    const all = keys(value);
    for (let i = 0; i < all.length; i++) if (!ASIDE[all[i]] && filled(value[all[i]])) return '';
    return kind(typeof error === 'boolean' && keys(value).length > 1 ? value : error);
  };
  const object = value => typeof value === 'object' && value !== null && !list(value);
  // Recognizes answers to a batch of GraphQL operations.
  const batch = value => {
    if (!list(value) || value.length > MOST) return false;
    for (let i = 0; i < value.length; i++) if (!object(value[i]) || own(value[i], 'data') === undefined && own(value[i], 'errors') === undefined) return false;
    return true;
  };
  const complaint = value => {
    try {
      if (typeof value === 'string') {
        if (value.length > SMALL || !test(/^\s*[[{]/, value)) return '';
        value = understand(value);
      }
      if (object(value)) return complains(value);
      if (batch(value)) for (let i = 0; i < value.length; i++) if (complains(value[i])) return complains(value[i]);
      return '';
    } catch (e) { return ''; }
  };
