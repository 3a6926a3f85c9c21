import { messageOf } from '../../kernel';
import type { Logger } from '../../kernel';
import type { Collection, Store } from '../store/store';
import type { JobEvent } from './job-event';

export interface OutboxDependencies {
  readonly store: Store;
  readonly logger: Logger;
}

/** Receives an event. May receive the same event again. */
export type Subscriber = (event: JobEvent) => void | Promise<void>;

/**
 * Writes events in the transaction of the change that they report, and delivers them once that is on disk. Every
 * subscriber gets every event at least once, with the events of one job in order. The next process delivers what a
 * killed process had not delivered.
 */
export class Outbox {
  private readonly dependencies: OutboxDependencies;
  private readonly events: Collection<JobEvent>;
  private readonly subscribers: Subscriber[] = [];
  /** The end of the current deliveries, by job. */
  private readonly underWay = new Map<string, Promise<void>>();
  private delivered: string[] = [];
  /** Keys from here on belong to this process. */
  private readonly ownFrom: number;
  private next = 0;

  constructor(dependencies: OutboxDependencies) {
    this.dependencies = dependencies;
    this.events = dependencies.store.collection('events/outbox');
    for (const [key] of this.events.list('', { reverse: true })) {
      this.next = Number(key) + 1;
      break;
    }
    this.ownFrom = this.next;
  }

  /** A subscription lasts for the life of the process. */
  subscribe(subscriber: Subscriber): void {
    this.subscribers.push(subscriber);
  }

  /** Writes an event. Call it inside the transaction that writes the change. */
  append(event: JobEvent): void {
    const key = String(this.next).padStart(16, '0');
    this.next += 1;
    this.dependencies.store.transaction(() => {
      this.events.put(key, event);
      this.dependencies.store.afterCommit(() => this.deliver(key, event));
    });
  }

  /** Delivers events that an earlier process wrote and did not deliver. Call it once, after all subscriptions. */
  resume(): void {
    for (const [key, event] of [...this.events.list()]) {
      if (Number(key) < this.ownFrom) this.deliver(key, event);
    }
  }

  /** Resolves once all earlier events are delivered. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay.values());
  }

  private deliver(key: string, event: JobEvent): void {
    const subject = `${event.kind}/${event.name}`;
    const before = this.underWay.get(subject) ?? Promise.resolve();
    const done = before
      .then(() => Promise.all(this.subscribers.map((subscriber) => this.tell(subscriber, event))))
      .then(() => {
        if (this.underWay.get(subject) === done) this.underWay.delete(subject);
        this.forget(key);
      });
    this.underWay.set(subject, done);
  }

  /** A failing subscriber does not keep the event from the others. */
  private async tell(subscriber: Subscriber, event: JobEvent): Promise<void> {
    try {
      await subscriber(event);
    } catch (error) {
      this.dependencies.logger.error('event not handled', { ...event, error: messageOf(error) });
    }
  }

  /**
   * Removes events together that are delivered together. If the disk rejects the write, the next removal includes
   * them.
   */
  private forget(key: string): void {
    this.delivered.push(key);
    if (this.delivered.length > 1) return;
    queueMicrotask(() => {
      const keys = this.delivered;
      this.delivered = [];
      try {
        this.dependencies.store.transaction(() => keys.forEach((one) => this.events.remove(one)));
      } catch (error) {
        this.dependencies.logger.warn('delivered events not removed', { error: messageOf(error) });
      }
    });
  }
}
