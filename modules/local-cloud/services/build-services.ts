import type { Jobs } from '../jobs/jobs';
import type { Neighbours } from '../ports/ports';
import type { Service } from '../ports/service';
import type { ServiceContext } from './service-descriptor';
import { SERVICES } from './services';

export interface BuiltServices {
  readonly services: readonly Service[];
  readonly neighbours: Neighbours;
  readonly jobs: Jobs;
}

/**
 * Builds every service in turn, and the jobs as soon as a service needs them, from what the earlier services provide.
 */
export function buildServices(
  given: Omit<ServiceContext, 'neighbours' | 'jobs'>,
  createJobs: (neighbours: Neighbours) => Jobs,
): BuiltServices {
  const neighbours = new Offers();
  let made: Jobs | undefined;
  const context: ServiceContext = {
    ...given,
    neighbours,
    get jobs() {
      return (made ??= createJobs(neighbours));
    },
  };
  const services = SERVICES.map(({ build, ...descriptor }): Service => {
    const { offers = {}, ...built } = build(context);
    neighbours.add(offers);
    return { ...descriptor, ...built };
  });
  return { services, neighbours, jobs: context.jobs };
}

class Offers implements Neighbours {
  private readonly offered: { -readonly [K in keyof Neighbours]?: Neighbours[K] } = {};

  add(offers: Partial<Neighbours>): void {
    Object.assign(this.offered, offers);
  }

  get objects(): Neighbours['objects'] {
    return this.take('objects');
  }

  get roles(): Neighbours['roles'] {
    return this.take('roles');
  }

  get keys(): Neighbours['keys'] {
    return this.take('keys');
  }

  get images(): Neighbours['images'] {
    return this.take('images');
  }

  get registry(): Neighbours['registry'] {
    return this.take('registry');
  }

  get logs(): Neighbours['logs'] {
    return this.take('logs');
  }

  get quotas(): Neighbours['quotas'] {
    return this.take('quotas');
  }

  private take<K extends keyof Neighbours>(name: K): Neighbours[K] {
    const offer = this.offered[name];
    if (offer === undefined) throw new Error(`No service before this one offers ${name}.`);
    return offer;
  }
}
