/** The default port of a local cloud. */
export const LOCAL_PORT = 4747;

/** The address of a local cloud on that port. */
export const LOCAL_URL = `http://127.0.0.1:${String(LOCAL_PORT)}`;

/** The account ID of a local cloud: 12 digits that AWS does not assign. */
export const LOCAL_ACCOUNT = '000000000000';

/** The one region of a local cloud. */
export const LOCAL_REGION = 'us-east-1';
