import { expect, test } from 'vitest';
import { ConfigError } from './config-error.ts';
import { readSettings, settingsSchema } from './settings.ts';

test('an empty environment gives the defaults', () => {
  expect(readSettings({ PORT: '', LOG_LEVEL: '' })).toEqual({
    config: 'config/network.yaml',
    data: '.zustellwerk',
    databaseUrl: undefined,
    databasePool: 10,
    host: '127.0.0.1',
    port: 8080,
    logLevel: 'info',
    sealKey: undefined,
    scanner: undefined,
  });
});

test('what is set is read, and what is not ours is left alone', () => {
  const settings = readSettings({
    PORT: '0',
    DATABASE_URL: 'postgresql://u:p@db:5432/z',
    ZUSTELLWERK_SEAL_KEY: 'file:/run/secrets/seal',
    PATH: '/usr/bin',
  });
  expect(settings).toMatchObject({
    port: 0,
    databaseUrl: 'postgresql://u:p@db:5432/z',
    sealKey: 'file:/run/secrets/seal',
    scanner: undefined,
  });
});

test('every fault is named by its variable, and no value is shown', () => {
  const secret = 'mysql://u:geheim@db/z';
  const environment = { PORT: '0x10', DATABASE_URL: secret, LOG_LEVEL: 'loud', ZUSTELLWERK_SEAL_KEY: 'geheim' };
  const faults = faultsOf(() => readSettings(environment));
  expect(faults.map(({ path }) => path).sort()).toEqual(['DATABASE_URL', 'LOG_LEVEL', 'PORT', 'ZUSTELLWERK_SEAL_KEY']);
  expect(JSON.stringify(faults)).not.toContain('geheim');
  expect(faultsOf(() => readSettings({ PORT: '65536' }))[0]?.expected).toBe('a whole number from 0 to 65535');
});

test('every variable has a description', () => {
  for (const schema of Object.values(settingsSchema.shape)) expect(schema.description).toMatch(/\.$/);
});

function faultsOf(action: () => unknown) {
  try {
    action();
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}
