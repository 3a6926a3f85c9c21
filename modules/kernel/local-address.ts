/** The port that a local cloud listens on unless it is told another one. */
export const LOCAL_PORT = 4747;

/** The address of a local cloud on that port. */
export const LOCAL_URL = `http://127.0.0.1:${String(LOCAL_PORT)}`;

/** The account that everything in a local cloud belongs to: 12 digits that AWS gives nobody. */
export const LOCAL_ACCOUNT = '000000000000';
