import { readSettings, type Settings } from '../config/settings.ts';
import { type Database, openDatabase } from '../store/database.ts';

/** Does something with the database of the settings, which a running gateway may have open too. */
export async function withDatabase<Result>(
  work: (database: Database, settings: Settings) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings(process.env);
  const { data: dataFolder, databaseUrl } = settings;
  const database = await openDatabase({ dataFolder, poolSize: 1, ...(databaseUrl && { url: databaseUrl }) });
  try {
    return await work(database, settings);
  } finally {
    await database.close();
  }
}
