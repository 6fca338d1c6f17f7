import type pg from 'pg';

/** A configuration as it was loaded: immutable, known by the hash of its file. */
export interface Revision {
  readonly id: string;
  readonly networkId: string;
  /** With references to secrets, never with secrets. */
  readonly content: unknown;
  readonly destinations: readonly { readonly id: string; readonly authority: string }[];
}

/** Keeps a revision, so that what was accepted under it can be explained for ever, and knows its destinations. */
export async function storeRevision(pool: pg.Pool, revision: Revision, now: Date): Promise<void> {
  const { id, networkId, content, destinations } = revision;
  await pool.query(
    `with stored as (
       insert into revision (id, network_id, content, loaded_at) values ($1, $2, $3, $4) on conflict (id) do nothing
     )
     insert into destination (id, network_id, authority_id)
     select destination.id, $2, destination.authority_id
     from unnest($5::text[], $6::text[]) as destination (id, authority_id)
     on conflict (id) do update set network_id = excluded.network_id, authority_id = excluded.authority_id`,
    [
      id,
      networkId,
      JSON.stringify(content),
      now,
      destinations.map((each) => each.id),
      destinations.map((each) => each.authority),
    ],
  );
}
