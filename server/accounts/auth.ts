// Accounts, sessions, passwords, confirmation and reset by e-mail, OpenID Connect: better-auth over our own tables.
import { betterAuth } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import type { City } from '../../geodata/city.ts';
import type { Database } from '../db.ts';
import { log } from '../log.ts';
import { sendLater } from '../mail/send.ts';
import { letters } from '../mail/letters.ts';
import { settings } from '../settings.ts';
import { hiddenExisting } from './existing.ts';

const minute = 60;
const day = 24 * 60 * minute;

export type Auth = ReturnType<typeof createAuth>;

/** Where a link in a letter leads; a token that also names a new address is for changing it. */
const confirmUrl = (baseUrl: string, token: string) => `${baseUrl}/api/auth/verify-email?token=${encodeURIComponent(token)}&callbackURL=${encodeURIComponent('/compte?confirme=1')}`;
const formerAddress = (token: string): string | null => {
  const { email, updateTo } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { email: string; updateTo?: string };
  return updateTo ? email : null;
};

/** A provider is asked who somebody is, and nothing more: what it gives to ask again is not kept. */
const withoutTokens = <Kept extends object>(account: Kept) => Promise.resolve({ data: { ...account, accessToken: null, refreshToken: null, idToken: null, accessTokenExpiresAt: null, refreshTokenExpiresAt: null } });

/** A school or a town hall is one address: it may try as often as so many people; each account is counted by itself (sign-in.ts). */
const callersBehindOneAddress = 10;

export interface AuthOptions { app: Database['app']; secret: string; city: City; baseUrl?: string; providers?: typeof settings.providers }

/** @param options - `baseUrl` and `providers` are the settings' unless given. */
export function createAuth({ app, secret, city, baseUrl = settings.baseUrl, providers = settings.providers }: AuthOptions) {
  /** Behind TLS the cookie carries the `__Host-` prefix: this host alone, this scheme alone. */
  const overTls = baseUrl.startsWith('https://');
  return betterAuth({
    appName: 'Karter',
    baseURL: baseUrl,
    basePath: '/api/auth',
    secret,
    database: app,
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message) => { log[level === 'error' ? 'error' : 'warn']({ message }, 'accounts'); } },
    // A form is answered to the page it stands on, under whatever name the server is reached.
    trustedOrigins: (request) => {
      const host = request?.headers.get('host');
      return host ? [`${overTls ? 'https' : 'http'}://${host}`] : [];
    },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: overTls ? '__Host-karter' : 'karter',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: overTls, path: '/' },
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: ['x-karter-address'] },
    },
    user: {
      modelName: 'people',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      deleteUser: { enabled: false },
      changeEmail: { enabled: true },
    },
    session: {
      modelName: 'sign_ins',
      fields: { userId: 'person', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', createdAt: 'created_at', updatedAt: 'updated_at' },
      expiresIn: 30 * day,
      updateAge: day,
    },
    account: {
      modelName: 'credentials',
      fields: {
        userId: 'person', accountId: 'account_id', providerId: 'provider_id', accessToken: 'access_token', refreshToken: 'refresh_token', idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at', refreshTokenExpiresAt: 'refresh_token_expires_at', createdAt: 'created_at', updatedAt: 'updated_at',
      },
    },
    verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' } },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      autoSignIn: false,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 60 * minute,
      sendResetPassword: ({ user, token }) => sendLater(app, letters.reset(city, user, `${baseUrl}/compte/mot-de-passe?jeton=${encodeURIComponent(token)}`)),
      onExistingUserSignUp: ({ user }) => hiddenExisting(app, city, user),
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      autoSignInAfterVerification: true,
      expiresIn: day,
      sendVerificationEmail: async ({ user, token }) => {
        const former = formerAddress(token);
        if (former) await sendLater(app, letters.addressChanging(city, { ...user, email: former }, user.email));
        await sendLater(app, (former ? letters.newAddress : letters.confirm)(city, user, confirmUrl(baseUrl, token)));
      },
    },
    rateLimit: {
      enabled: true, storage: 'database', modelName: 'rate_limits', fields: { lastRequest: 'last_request' }, window: 10, max: 100,
      customRules: {
        '/sign-in/email': { window: 60, max: settings.signInsPerMinute * callersBehindOneAddress },
        '/sign-up/email': { window: 60, max: settings.signInsPerMinute * callersBehindOneAddress },
        '/sign-in/social': { window: 60, max: settings.signInsPerMinute * callersBehindOneAddress },
        '/change-password': { window: 60, max: settings.signInsPerMinute * callersBehindOneAddress },
        '/change-email': { window: 60, max: 5 },
        '/reset-password': { window: 60, max: settings.signInsPerMinute * callersBehindOneAddress },
        '/request-password-reset': { window: 60, max: 5 },
        '/send-verification-email': { window: 60, max: 5 },
        '/get-session': false,
      },
    },
    databaseHooks: {
      session: { create: { before: (session) => Promise.resolve({ data: { ...session, ipAddress: null, userAgent: session.userAgent?.slice(0, 200) ?? null } }) } },
      account: { create: { before: withoutTokens }, update: { before: withoutTokens } },
    },
    onAPIError: { errorURL: '/compte/connexion' },
    plugins: providers.length > 0 ? [genericOAuth({ config: providers.map(({ id, discoveryUrl, clientId, clientSecret, scopes }) => ({ providerId: id, discoveryUrl, clientId, clientSecret, scopes, pkce: true })) })] : [],
  });
}
