import { before, it } from 'node:test';
import { conformance } from 'zustellwerk/testing';
import rig from './rig.js';

conformance(new URL('./adapter.js', import.meta.url), rig, { before, it });
