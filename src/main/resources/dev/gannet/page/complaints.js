  // Answers that say in themselves that there are none: their error, or a word for it.
  const list = Array.isArray, keys = Object.keys, test = free(RegExp.prototype.test);
  const REFUSES = /auth|log(ged)?.?(in|out)|sign(ed)?.?(in|out)|forbidden|denied|permission|not.?found|session|token|expired|unknown|exist|empty|\bnone\b|\bno (more|data|results?|records?|items?|entries|content|match(es)?|\w+ (yet|available))\b/i;
  const SMALL = 4000;          // what is longer has data
  const filled = value => typeof value === 'object' && value !== null && (list(value) ? value.length > 0 : some(value));
  const some = value => { const all = keys(value); for (let i = 0; i < all.length; i++) if (value[all[i]] !== null && value[all[i]] !== undefined) return true; return false; };
  const FAILED = /^(error|fail|failed|failure)$/i, ASIDE = { __proto__: null, errors: 1, error: 1, details: 1, extensions: 1, meta: 1 };
  const describe = Object.getOwnPropertyDescriptor;
  const own = (value, key) => { const one = describe(value, key); return one && one.value; };
  const said = value => {
    const errors = own(value, 'errors'), state = own(value, 'status');
    if (list(errors)) return errors.length > 0 && errors;
    return own(value, 'error') || (own(value, 'success') === false || own(value, 'ok') === false || typeof state === 'string' && test(FAILED, state)) && value;
  };
  const complains = value => {
    const error = said(value);
    if (!error) return '';
    const all = keys(value);
    for (let i = 0; i < all.length; i++) if (!ASIDE[all[i]] && filled(value[all[i]])) return '';
    return test(REFUSES, spell(typeof error === 'boolean' ? value : error)) ? 'refusal' : 'error';
  };
  const object = value => typeof value === 'object' && value !== null && !list(value);
  // Several questions of GraphQL are answered together.
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
