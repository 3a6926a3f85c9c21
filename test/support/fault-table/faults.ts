import { EXPIRED, INTERNAL_FAILURE, THROTTLED } from '../fault-proxy/fault';
import type { Fault } from '../fault-proxy/fault';

/** A column of the table: what happens to a request, to how many of its kind, and what to expect. */
export interface FaultColumn {
  readonly name: string;
  readonly fault: Fault;
  /** @default 1 */
  readonly times?: number;
  /** The SDK tries once more and gets through. */
  readonly passes?: true;
  /** The provider ends without a response, so state cannot record what it did. */
  readonly kills?: true;
}

/** Longer than the SDK retries and than the provider waits for a propagation of the local cloud. */
const STUBBORN = 7;
/** Covers three calls with all their attempts. */
const A_WHILE = 9;
const DENIED = {
  status: 400,
  name: 'AccessDeniedException',
  message: 'User: arn:aws:iam::000000000000:user/ci is not authorized to perform this',
};

const DONE = { carriedOut: true } as const;
const NOT_DONE = { carriedOut: false } as const;

export const FAULTS: readonly FaultColumn[] = [
  { name: 'answer lost', fault: { ...DONE, answer: 'lost' } },
  { name: 'answers lost', fault: { ...DONE, answer: 'lost' }, times: STUBBORN },
  { name: 'request lost', fault: { ...NOT_DONE, answer: 'lost' }, passes: true },
  { name: 'requests lost', fault: { ...NOT_DONE, answer: 'lost' }, times: STUBBORN },
  { name: 'half an answer', fault: { ...DONE, answer: 'half a body' } },
  { name: 'half answers', fault: { ...DONE, answer: 'half a body' }, times: STUBBORN },
  { name: 'done, page 200', fault: { ...DONE, answer: { page: 200 } } },
  { name: 'not done, page 200', fault: { ...NOT_DONE, answer: { page: 200 } } },
  { name: 'done, page 502', fault: { ...DONE, answer: { page: 502 } } },
  { name: 'done, pages 502', fault: { ...DONE, answer: { page: 502 } }, times: STUBBORN },
  { name: 'not done, pages 502', fault: { ...NOT_DONE, answer: { page: 502 } }, times: STUBBORN },
  { name: 'late', fault: { ...DONE, answer: 'real', delayMs: 300 }, passes: true },
  { name: 'throttled', fault: { ...NOT_DONE, answer: THROTTLED }, passes: true },
  { name: 'throttled stubbornly', fault: { ...NOT_DONE, answer: THROTTLED }, times: STUBBORN },
  { name: 'not done, 500', fault: { ...NOT_DONE, answer: INTERNAL_FAILURE }, passes: true },
  { name: 'not done, 500 stubbornly', fault: { ...NOT_DONE, answer: INTERNAL_FAILURE }, times: STUBBORN },
  { name: 'done, 500', fault: { ...DONE, answer: INTERNAL_FAILURE } },
  { name: 'done, 500 stubbornly', fault: { ...DONE, answer: INTERNAL_FAILURE }, times: STUBBORN },
  { name: 'denied', fault: { ...NOT_DONE, answer: DENIED }, times: STUBBORN },
  {
    name: 'done, then cut off',
    fault: { ...DONE, answer: 'lost', then: [{ kind: 'cut off', requests: A_WHILE }] },
  },
  {
    name: 'answered, then cut off',
    fault: { ...DONE, answer: 'real', then: [{ kind: 'cut off', requests: A_WHILE }] },
  },
  {
    name: 'cut off before',
    fault: { ...NOT_DONE, answer: 'lost', then: [{ kind: 'cut off', requests: A_WHILE }] },
  },
  {
    name: 'done, cut off, interrupted',
    fault: { ...DONE, answer: 'lost', then: [{ kind: 'cut off' }, { kind: 'interrupted' }] },
  },
  {
    name: 'done, interrupted',
    fault: { ...DONE, answer: 'real', delayMs: 100, then: [{ kind: 'interrupted' }] },
  },
  { name: 'answer lost, then expired', fault: { ...DONE, answer: 'lost', then: [{ kind: 'expired' }] } },
  { name: 'answered, then expired', fault: { ...DONE, answer: 'real', then: [{ kind: 'expired' }] } },
  { name: 'expired before', fault: { ...NOT_DONE, answer: EXPIRED, then: [{ kind: 'expired' }] } },
  { name: 'answered, then stale', fault: { ...DONE, answer: 'real', then: [{ kind: 'stale', looks: 2 }] } },
  { name: 'lost, then stale', fault: { ...DONE, answer: 'lost', then: [{ kind: 'stale', looks: 2 }] } },
  {
    name: 'killed when done',
    fault: { ...DONE, answer: 'lost', then: [{ kind: 'killed' }] },
    kills: true,
  },
  {
    name: 'killed before',
    fault: { ...NOT_DONE, answer: 'lost', then: [{ kind: 'killed' }] },
    kills: true,
  },
];
