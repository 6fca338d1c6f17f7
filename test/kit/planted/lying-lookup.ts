import adapter from '../../case-system/adapter.ts';

/** Says of everything that it is not there. */
export default { ...adapter, lookup: async () => ({ kind: 'absent', answer: 'not there' }) };
