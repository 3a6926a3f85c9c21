import { messageOf } from '../../kernel';
import type { Clock, Logger } from '../../kernel';
import type { Collection, Store } from '../store/store';
import type { JobEvent } from './job-event';

export interface OutboxDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Receives an event. May receive the same event again. */
export type Subscriber = (event: JobEvent) => void | Promise<void>;

interface Subscription {
  /** Unique, and the same in every process: parked events name their subscriber. */
  readonly name: string;
  readonly subscriber: Subscriber;
}

/** An event that one subscriber could not handle. */
export interface ParkedEvent {
  readonly event: JobEvent;
  readonly subscriber: string;
  /** The message of the last error. */
  readonly error: string;
}

/** What became of a delivery: `left` is for the next process. */
type Outcome = 'handled' | 'parked' | 'left';

/** Milliseconds before each further delivery to a subscriber that failed; after the last one the event is parked. */
export const RETRY_AFTER_MS = [100, 1_000, 10_000, 60_000] as const;

/**
 * Writes events in the transaction of the change that they report, and delivers them once that is on disk. Every
 * subscriber gets every event at least once, with the events of one job in order, and waits for no other subscriber.
 * If a subscriber fails, it gets the event again on the given clock, then the event is parked for it alone, so that
 * later events of the job still reach it. The next process delivers what is parked and what a killed process had not
 * delivered.
 */
export class Outbox {
  private readonly dependencies: OutboxDependencies;
  private readonly events: Collection<JobEvent>;
  private readonly parked: Collection<ParkedEvent>;
  private readonly subscriptions: Subscription[] = [];
  /** The end of the current deliveries, by subscriber and job. */
  private readonly turns = new Map<string, Promise<Outcome>>();
  private readonly closing = new AbortController();
  private delivered: (() => void)[] = [];
  /** Keys from here on belong to this process. */
  private readonly ownFrom: number;
  private next = 0;

  constructor(dependencies: OutboxDependencies) {
    this.dependencies = dependencies;
    this.events = dependencies.store.collection('events/outbox');
    this.parked = dependencies.store.collection('events/parked');
    this.next = Math.max(afterLast(this.events), afterLast(this.parked));
    this.ownFrom = this.next;
  }

  /** A subscription lasts for the life of the process. */
  subscribe(name: string, subscriber: Subscriber): void {
    this.subscriptions.push({ name, subscriber });
  }

  /** Writes an event. Call it inside the transaction that writes the change. */
  append(event: JobEvent): void {
    const key = String(this.next).padStart(KEY_LENGTH, '0');
    this.next += 1;
    this.dependencies.store.transaction(() => {
      this.events.put(key, event);
      this.dependencies.store.afterCommit(() => this.deliver(key, event));
    });
  }

  /** Delivers events that an earlier process parked or did not deliver. Call it once, after all subscriptions. */
  resume(): void {
    for (const [key, { event, subscriber }] of [...this.parked.list()]) {
      if (numberOf(key) >= this.ownFrom) continue;
      const to = this.subscriptions.filter(({ name }) => name === subscriber);
      void this.deliverTo(to, key, event).then((outcomes) => {
        if (outcomes.every((one) => one === 'handled')) this.forget(() => this.parked.remove(key));
      });
    }
    for (const [key, event] of [...this.events.list()]) {
      if (numberOf(key) < this.ownFrom) this.deliver(key, event);
    }
  }

  /** Resolves once all earlier events are delivered or parked. */
  async idle(): Promise<void> {
    while (this.turns.size > 0) await Promise.all(this.turns.values());
  }

  /** Stops repeating deliveries and resolves once none is under way; the next process repeats them. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.idle();
  }

  private deliver(key: string, event: JobEvent): void {
    void this.deliverTo(this.subscriptions, key, event).then((outcomes) => {
      if (!outcomes.includes('left')) this.forget(() => this.events.remove(key));
    });
  }

  private deliverTo(to: readonly Subscription[], key: string, event: JobEvent): Promise<Outcome[]> {
    return Promise.all(to.map((subscription) => this.inTurn(subscription, key, event)));
  }

  /** Delivers an event to a subscriber after the earlier events of the same job. */
  private inTurn(subscription: Subscription, key: string, event: JobEvent): Promise<Outcome> {
    const turn = `${subscription.name}/${event.kind}/${event.name}`;
    const before = this.turns.get(turn) ?? Promise.resolve();
    const done = before
      .then(() => this.tell(subscription, key, event))
      .then((outcome) => {
        if (this.turns.get(turn) === done) this.turns.delete(turn);
        return outcome;
      });
    this.turns.set(turn, done);
    return done;
  }

  private async tell({ name, subscriber }: Subscription, key: string, event: JobEvent): Promise<Outcome> {
    const { clock, logger } = this.dependencies;
    const { signal } = this.closing;
    for (let attempt = 0; ; attempt += 1) {
      try {
        await subscriber(event);
        return 'handled';
      } catch (thrown) {
        const error = messageOf(thrown);
        const waitMs = RETRY_AFTER_MS[attempt];
        if (waitMs === undefined) return this.park(key, { event, subscriber: name, error });
        logger.warn('event not handled; it is delivered again', {
          ...event,
          subscriber: name,
          waitMs,
          error,
        });
        await clock.sleep(waitMs, signal).catch(() => undefined);
        if (signal.aborted) return 'left';
      }
    }
  }

  private park(key: string, parked: ParkedEvent): Outcome {
    const { event, ...why } = parked;
    this.dependencies.logger.error('event parked until the next start', { ...event, ...why });
    try {
      this.parked.put(`${key.slice(0, KEY_LENGTH)}/${parked.subscriber}`, parked);
      return 'parked';
    } catch (error) {
      // The event stays in the outbox.
      this.dependencies.logger.error('event not parked', { error: messageOf(error) });
      return 'left';
    }
  }

  /**
   * Removes events together that are delivered together. If the disk rejects the write, the next start delivers them
   * again.
   */
  private forget(removal: () => void): void {
    this.delivered.push(removal);
    if (this.delivered.length > 1) return;
    queueMicrotask(() => {
      const removals = this.delivered;
      this.delivered = [];
      try {
        this.dependencies.store.transaction(() => removals.forEach((remove) => remove()));
      } catch (error) {
        this.dependencies.logger.warn('delivered events not removed', { error: messageOf(error) });
      }
    });
  }
}

const KEY_LENGTH = 16;

const numberOf = (key: string): number => Number(key.slice(0, KEY_LENGTH));

function afterLast(collection: Collection<unknown>): number {
  for (const [key] of collection.list('', { reverse: true })) return numberOf(key) + 1;
  return 0;
}
