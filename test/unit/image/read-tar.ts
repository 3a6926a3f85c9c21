import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import type { PackedImage } from '../../../modules/image';

export interface TarItem {
  readonly header: Header;
  readonly text: string;
}

/** What is in a packed image's layer, by path. */
export async function readLayer(image: PackedImage): Promise<ReadonlyMap<string, TarItem>> {
  const items = new Map<string, TarItem>();
  const archive = Readable.from([gunzipSync(image.layers[0]!.bytes)]).pipe(extract());
  for await (const entry of archive) {
    const text = (await buffer(entry)).toString('utf8');
    items.set(entry.header.name, { header: entry.header, text });
  }
  return items;
}

/** The configuration of a packed image. */
export function readConfig(image: PackedImage): {
  architecture: string;
  variant?: string;
  config: Record<string, unknown> & { Labels: Record<string, string>; Env: string[] };
  rootfs: { diff_ids: string[] };
} {
  return JSON.parse(Buffer.from(image.config.bytes).toString('utf8')) as ReturnType<typeof readConfig>;
}
