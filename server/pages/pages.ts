import type { Middleware } from 'koa';
export function pageRoutes(_options: object): Middleware { return async (context, next) => { await next(); if (context.status === 404 && context.path === '/') context.body = '<!doctype html>'; }; }
