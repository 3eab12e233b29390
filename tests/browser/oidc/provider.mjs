// A real OpenID Connect provider for tests: three people, a page to sign in, one to allow.
// PORT says where it listens (any free port without it); a line tells when it does.

import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { Provider } from "oidc-provider";

const PEOPLE = {
  ada: { name: "Ada Lovelace", email: "ada@id.example.org", email_verified: true },
  ben: { name: "Ben Unverified", email: "ben@id.example.org", email_verified: false },
  nemo: { name: "Nemo Without E-mail" },
};

const CALLBACK = "/auth/oidc/test/callback";
const SHARED = { redirect_uris: [`http://localhost${CALLBACK}`] };
const CLIENTS = [
  { ...SHARED, client_id: "hub", client_secret: "known to everyone" },
  { ...SHARED, client_id: "hub-without-secret", token_endpoint_auth_method: "none" },
];

const page = (title, fields, yes) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>${title}</title>
<h1>${title}</h1>
<form method="post">
  ${fields}
  <button name="answer" value="yes">${yes}</button>
  <button name="answer" value="no" formnovalidate>Cancel</button>
</form></html>`;

const PAGES = {
  login: page("Who are you?", '<label>Name <input name="person" required></label>', "Sign in"),
  consent: page("May the hub know you?", "", "Allow"),
};

function account(_, id) {
  return PEOPLE[id] && { accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) };
}

async function granted(provider, { prompt, session, params }) {
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(prompt.details.missingOIDCScope.join(" "));
  return grant.save();
}

async function answered(provider, asked, form) {
  if (form.get("answer") === "no") return { error: "access_denied" };
  if (asked.prompt.name === "login") return { login: { accountId: form.get("person") } };
  return { consent: { grantId: await granted(provider, asked) } };
}

function makeProvider(issuer) {
  const provider = new Provider(issuer, {
    clients: CLIENTS,
    claims: { email: ["email", "email_verified"], profile: ["name"] },
    findAccount: account,
    pkce: { required: () => true },
    cookies: { keys: ["known to everyone"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  });
  // A hub under test listens where it finds room: any address, but only this path.
  provider.Client.prototype.redirectUriAllowed = (uri) => new URL(uri).pathname === CALLBACK;
  provider.on("server_error", (_, error) => console.error(error));
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith("/interaction/")) return next();
    const asked = await provider.interactionDetails(ctx.req, ctx.res);
    if (ctx.method === "GET") {
      ctx.body = PAGES[asked.prompt.name];
      return;
    }
    const form = new URLSearchParams(await text(ctx.req));
    const result = await answered(provider, asked, form);
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
  });
  return provider;
}

const server = createServer();
server.listen(Number(process.env.PORT ?? 0), "localhost", () => {
  const issuer = `http://localhost:${server.address().port}`;
  server.on("request", makeProvider(issuer).callback());
  console.log(`ready ${issuer}`);
});
