# NOT TESTED YET: written beside `npm start`, which is what is tested (docs/install.md).
# Karter alone, for a PostgreSQL that runs elsewhere (DATABASE_URL); compose.yaml brings one.
FROM node:24-bookworm-slim AS build
WORKDIR /karter
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npx vite build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends gdal-bin osmium-tool && rm -rf /var/lib/apt/lists/*
WORKDIR /karter
ENV NODE_ENV=production PORT=3000 KARTER_CITY=brest
COPY --from=build --chown=node:node /karter /karter
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Migrations and the shipped city first; both skip what is done.
CMD ["sh", "-c", "node server/launch/prepare.ts && exec node server/main.ts"]
