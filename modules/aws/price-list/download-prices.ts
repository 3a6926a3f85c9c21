import { isLoopback, messageOf, TuneformError } from '../../kernel';
import type { PriceTable } from '../../tuning';
import { readOfferTable } from './offer-table';

/** The public bulk price lists, which need no credentials. */
export const PRICE_LISTS_URL = 'https://pricing.us-east-1.amazonaws.com';

/** Hosts of the price lists, also those of the partition in China. */
const PRICE_LIST_HOST = /^pricing\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/;

/** How long a download may take, milliseconds. A region's file has a few megabytes. */
const PATIENCE_MS = 120_000;

/**
 * Downloads the published price list of a region and returns its prices. Sends no credentials, and only to AWS's price lists or
 * to this machine; follows no redirect.
 */
export async function downloadPrices(
  region: string,
  { from = PRICE_LISTS_URL, signal }: { readonly from?: string | undefined; readonly signal: AbortSignal },
): Promise<PriceTable> {
  const url = addressOf(region, from);
  const answer = await request(url, signal);
  if (answer.status === 403 || answer.status === 404) {
    throw failed(url, `there is no price list of SageMaker for region ${region}`);
  }
  if (!answer.ok || answer.body === null) throw failed(url, `the server answered ${String(answer.status)}`);
  try {
    return await readOfferTable(textOf(answer.body as AsyncIterable<Uint8Array>), {
      region,
      source: url.href,
    });
  } catch (error) {
    throw error instanceof TuneformError ? error : failed(url, messageOf(error));
  }
}

async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

function addressOf(region: string, from: string): URL {
  const path = `/offers/v1.0/aws/AmazonSageMaker/current/${region}/index.csv`;
  const url = URL.canParse(from) ? new URL(path, from) : undefined;
  const isAws = url?.protocol === 'https:' && url.port === '' && PRICE_LIST_HOST.test(url.hostname);
  if (url !== undefined && (isAws || isLoopback(url.href))) return url;
  throw new TuneformError(
    `"${from}" is neither a host of AWS's price lists, such as ${PRICE_LISTS_URL}, nor an http address of this machine. Tuneform did ` +
      'not send a request there.',
    { code: 'BAD_USAGE', summary: 'Not an Address of Price Lists' },
  );
}

async function request(url: URL, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
  } catch (error) {
    const { cause } = error as { readonly cause?: unknown };
    throw failed(url, messageOf(cause ?? error));
  }
}

const failed = (url: URL, reason: string): TuneformError =>
  new TuneformError(
    `The price list ${url.href} could not be downloaded: ${reason}. Nothing was written. Check the region and the network, and try again.`,
    { code: 'PRICE_LIST_UNAVAILABLE', summary: 'Price List Unavailable', disposition: 'retryable' },
  );
