/** A delivery service (Zustelldienst) over ports: what portals and subscribers use of it. See docs/fit-connect.md. */

export type { ServerEnvironment } from './access.ts';
export { createDeliveryService } from './app.ts';
export { keepDeadlines } from './deadlines.ts';
export * from './ports.ts';
export { isScope } from './scopes.ts';
export { createSigner } from './signer.ts';
