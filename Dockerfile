FROM node:24-bookworm-slim AS build
WORKDIR /app
RUN npm install --global pnpm@10.34.9
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml tsconfig.base.json ./
COPY api/package.json api/
COPY web/package.json web/
COPY packages/domain/package.json packages/domain/
COPY packages/embedded-mongodb/package.json packages/embedded-mongodb/
COPY packages/jest-in-one-realm/package.json packages/jest-in-one-realm/
RUN pnpm install --frozen-lockfile
COPY . .
RUN pnpm --filter @liquor-pos/domain --filter @liquor-pos/embedded-mongodb --filter @liquor-pos/api --filter @liquor-pos/web run build \
  && pnpm --filter @liquor-pos/api deploy --prod --legacy /deploy

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/app/data WEB_DIR=/app/web
WORKDIR /app
COPY --from=build --chown=node:node /deploy ./api
COPY --from=build --chown=node:node /app/web/dist ./web
RUN mkdir data && chown node:node data
USER node
EXPOSE 3000
CMD ["node", "api/dist/main.js"]
