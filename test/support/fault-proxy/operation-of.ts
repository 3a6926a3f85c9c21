import type { IncomingMessage } from 'node:http';

/** The name of the operation that a request asks for; requests of the registry's own protocol get names like AWS's. */
export function operationOf({ method = 'GET', headers, url = '/' }: IncomingMessage): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.slice(target.lastIndexOf('.') + 1);
  const path = url.split('?')[0] ?? '/';
  if (/^\/endpoints\/[^/]+\/invocations$/.test(path)) return 'InvokeEndpoint';
  if (/^\/v2\/.*\/manifests\//.test(path)) return method === 'PUT' ? 'PutManifest' : 'GetManifest';
  if (/^\/v2\/.*\/blobs\//.test(path)) return /^(GET|HEAD)$/.test(method) ? 'GetBlob' : 'UploadBlob';
  // Requests of the registry and of the local cloud's own pages were handled above.
  if (method === 'HEAD' && /^\/(?!_)[^/]+\/./.test(path)) return 'HeadObject';
  if (method === 'GET' && /^\/(?!_)[^/]+\/./.test(path)) return 'GetObject';
  return `${method} ${path}`;
}

/** Whether an operation only reads. */
export function isLook(operation: string): boolean {
  return /^(Describe|List)/.test(operation);
}
