import { explainRoute, type Step, type Verdict } from '../catalogue/explain-route.ts';
import type { Region } from '../catalogue/regions.ts';
import { findRoute, type Route } from '../catalogue/routing.ts';
import type { Service } from '../catalogue/service.ts';
import type { Link } from '../findings.ts';
import { homeOf } from './join-plans.ts';
import type { Phase, Plan } from './plan.ts';

interface Question {
  readonly service: Service;
  readonly act: string;
  readonly region: Region;
  readonly portal?: string | undefined;
  /** `YYYY-MM-DD`, in Berlin. */
  readonly day: string;
}

/** Who is behind a destination. */
interface Office {
  readonly destination: string;
  readonly name: string;
  readonly authority: string;
  readonly network: string;
  readonly phase: Phase;
}

export interface ExplainedWay {
  readonly way: 'deliver' | Link['way'] | 'none';
  /** In English. */
  readonly why: string;
  readonly office?: Office;
  readonly link?: Link;
  readonly places: readonly {
    readonly region: string;
    readonly name: string;
    readonly routes: readonly ExplainedRoute[];
  }[];
}

interface ExplainedRoute extends Partial<Pick<Route, 'act' | 'from' | 'until'>> {
  readonly verdict: Verdict;
  readonly office?: Office;
  readonly link?: Link;
}

/** The way that a submission takes, and each route that was looked at on the way there, with what became of it. Pure. */
export function explainWay(question: Question, plan: Plan): ExplainedWay {
  const routing = findRoute(question, plan.routes, plan.regions);
  const steps = explainRoute(question, plan.routes, plan.regions);
  const places = steps.map((step) => showStep(step, plan));
  switch (routing.kind) {
    case 'route':
      return { way: 'deliver', why: routing.why, office: officeOf(routing.destination, plan), places };
    case 'link-out': {
      const { link, reason: why } = routing;
      return { way: link?.way ?? 'link-out', why, ...(link && { link }), places };
    }
    default:
      return { way: 'none', why: routing.reason, places };
  }
}

function showStep({ place, routes }: Step, plan: Plan) {
  // A portal is not told of routes that others alone may use.
  const visible = routes.filter(({ verdict }) => verdict !== 'other-portals');
  return {
    region: place.ars,
    name: place.name,
    routes: visible.map(({ route: { act, from, until, destination, link }, verdict }) => ({
      verdict,
      ...(act !== undefined && { act }),
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
      ...(destination !== undefined && { office: officeOf(destination, plan) }),
      ...(link && { link }),
    })),
  };
}

function officeOf(id: string, plan: Plan): Office {
  const { config } = homeOf(id, plan);
  const destination = config.destinations.find((each) => each.id === id);
  const authority = config.authorities.find((each) => each.id === destination?.authority);
  return {
    destination: id,
    name: destination?.name ?? id,
    authority: authority?.name ?? '',
    network: config.network.id,
    phase: authority?.phase ?? 'live',
  };
}
