import type { z } from 'zod';
import type { ProcedureAdapter } from '../adapter.ts';

/** What an adapter says of itself. */
export type AdapterDeclaration = Omit<ProcedureAdapter, 'deliver'>;

/** A way to reach an office that sends nothing: deliveries wait until somebody takes them. */
export interface CollectedAdapter extends AdapterDeclaration {
  readonly options: z.ZodType<{ readonly lease?: number }>;
  readonly collectedBy: 'vendor' | 'clerk';
}

/** A destination whose deliveries are collected, as the configuration of today has it. */
export interface CollectionPlan {
  readonly id: string;
  readonly authority: string;
  readonly collectedBy: CollectedAdapter['collectedBy'];
  /** How long what was taken is kept for who took it, in milliseconds. */
  readonly lease: number;
  /** How often it may be taken before it is parked for a person; null: as often as one likes. */
  readonly attempts: number | null;
}
