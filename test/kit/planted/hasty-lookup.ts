import adapter from '../../case-system/adapter.ts';

/** Takes an error of the target for the word that nothing is there. */
export default {
  ...adapter,
  lookup: async (job: Parameters<typeof adapter.deliver>[0]) => {
    const found = await adapter.lookup?.(job);
    return found?.kind === 'handed-over' ? found : { kind: 'absent', answer: 'not there' };
  },
};
