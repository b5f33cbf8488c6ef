// Generated from the hub’s OpenAPI document by “npm run generate”. Do not edit.

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Public keys of the tokens that the hub signs (RFC 7517) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeySet"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/analytics/flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What flowed between sources and platforms */
        get: {
            parameters: {
                query?: {
                    /** @description One of 5m, 15m, 1h, 6h, 24h, 7d, 30d */
                    window?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            from: string;
                            points: {
                                /** @description Beginning of the step */
                                at: string;
                                legs: {
                                    dead: number;
                                    failed: number;
                                    platform: string;
                                    processed: number;
                                    source: string;
                                }[];
                                platforms: {
                                    /** @enum {string} */
                                    circuit: "closed" | "half_open" | "open";
                                    deadLetters: number;
                                    lag: number;
                                    latencyMs: {
                                        p50: number;
                                        p99: number;
                                    } | null;
                                    parkedLanes: number;
                                    platform: string;
                                }[];
                                sources: {
                                    accepted: number;
                                    source: string;
                                }[];
                            }[];
                            /** @description Counts of a point are sums over this many seconds */
                            stepSeconds: number;
                            to: string;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/analytics/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members by tier, and who joined per day */
        get: {
            parameters: {
                query?: {
                    days?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            joined: {
                                date: string;
                                tiers: {
                                    obsidian: number;
                                    onyx: number;
                                    void: number;
                                };
                            }[];
                            tiers: {
                                obsidian: number;
                                onyx: number;
                                void: number;
                            };
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/circles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All circles */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            circles: {
                                circleId: string;
                                foundedOn: string;
                                minimumTier: ("onyx" | "obsidian" | "void") | null;
                                name: string;
                                pseudonyms: number;
                                purpose: string;
                            }[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/circles/{circleId}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a circle as a moderator, hidden posts included */
        get: {
            parameters: {
                query?: {
                    /** @description Only posts older than this one */
                    before?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    circleId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            posts: {
                                content: string | null;
                                hidden: boolean;
                                /** @description To the minute */
                                postedAt: string;
                                postId: string;
                                pseudonym: string;
                                pseudonymId: string;
                                /** @enum {string} */
                                pseudonymState: "active" | "silenced" | "removed";
                            }[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/circles/{circleId}/posts/{postId}/visibility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Hide a post, or show it again */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    circleId: string;
                    postId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        hidden: boolean;
                        /** @description Why; it stands in the audit log */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/circles/{circleId}/pseudonyms/{pseudonymId}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Silence, remove or restore a pseudonym */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    circleId: string;
                    pseudonymId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; it stands in the audit log */
                        reason: string;
                        /** @enum {string} */
                        state: "active" | "silenced" | "removed";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Dead letters, newest first */
        get: {
            parameters: {
                query?: {
                    before?: number;
                    eventType?: string;
                    limit?: number;
                    platform?: string;
                    state?: "open" | "retrying" | "replayed" | "discarded";
                    userId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            deadLetters: {
                                attempts: number;
                                /** Format: date-time */
                                diedAt: string;
                                error: {
                                    address: string | null;
                                    batchId: string;
                                    code: string;
                                    message: string;
                                };
                                eventId: string;
                                eventType: string;
                                /** @description Later events of the person wait until it is resolved */
                                holdsLane: boolean;
                                id: number;
                                note: string | null;
                                platform: string;
                                position: number;
                                /** @description The error’s code */
                                reason: string;
                                /** @description The event as it was sent */
                                request: {
                                    [key: string]: unknown;
                                };
                                resolvedAt: string | null;
                                resolvedBy: string | null;
                                /** @description What the platform answered, if it did */
                                response: {
                                    /** @description The beginning of it */
                                    body: string;
                                    status: number;
                                } | null;
                                /** @enum {string} */
                                state: "open" | "retrying" | "replayed" | "discarded";
                                userId: string | null;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/dead-letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One dead letter */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            attempts: number;
                            /** Format: date-time */
                            diedAt: string;
                            error: {
                                address: string | null;
                                batchId: string;
                                code: string;
                                message: string;
                            };
                            eventId: string;
                            eventType: string;
                            /** @description Later events of the person wait until it is resolved */
                            holdsLane: boolean;
                            id: number;
                            note: string | null;
                            platform: string;
                            position: number;
                            /** @description The error’s code */
                            reason: string;
                            /** @description The event as it was sent */
                            request: {
                                [key: string]: unknown;
                            };
                            resolvedAt: string | null;
                            resolvedBy: string | null;
                            /** @description What the platform answered, if it did */
                            response: {
                                /** @description The beginning of it */
                                body: string;
                                status: number;
                            } | null;
                            /** @enum {string} */
                            state: "open" | "retrying" | "replayed" | "discarded";
                            userId: string | null;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Give a dead letter up for good */
        delete: {
            parameters: {
                query: {
                    reason: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            attempts: number;
                            /** Format: date-time */
                            diedAt: string;
                            error: {
                                address: string | null;
                                batchId: string;
                                code: string;
                                message: string;
                            };
                            eventId: string;
                            eventType: string;
                            /** @description Later events of the person wait until it is resolved */
                            holdsLane: boolean;
                            id: number;
                            note: string | null;
                            platform: string;
                            position: number;
                            /** @description The error’s code */
                            reason: string;
                            /** @description The event as it was sent */
                            request: {
                                [key: string]: unknown;
                            };
                            resolvedAt: string | null;
                            resolvedBy: string | null;
                            /** @description What the platform answered, if it did */
                            response: {
                                /** @description The beginning of it */
                                body: string;
                                status: number;
                            } | null;
                            /** @enum {string} */
                            state: "open" | "retrying" | "replayed" | "discarded";
                            userId: string | null;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/dead-letters/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a dead letter again, as it was or with a corrected payload */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        payload?: {
                            [key: string]: unknown;
                        };
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            attempts: number;
                            /** Format: date-time */
                            diedAt: string;
                            error: {
                                address: string | null;
                                batchId: string;
                                code: string;
                                message: string;
                            };
                            eventId: string;
                            eventType: string;
                            /** @description Later events of the person wait until it is resolved */
                            holdsLane: boolean;
                            id: number;
                            note: string | null;
                            platform: string;
                            position: number;
                            /** @description The error’s code */
                            reason: string;
                            /** @description The event as it was sent */
                            request: {
                                [key: string]: unknown;
                            };
                            resolvedAt: string | null;
                            resolvedBy: string | null;
                            /** @description What the platform answered, if it did */
                            response: {
                                /** @description The beginning of it */
                                body: string;
                                status: number;
                            } | null;
                            /** @enum {string} */
                            state: "open" | "retrying" | "replayed" | "discarded";
                            userId: string | null;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search the log, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the page before */
                    before?: number;
                    /** @description One type, or several separated by commas */
                    eventType?: string;
                    from?: string;
                    limit?: number;
                    /** @description Events that this platform must get */
                    platform?: string;
                    source?: string;
                    to?: string;
                    userId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            events: {
                                acceptedAt: string;
                                eventId: string;
                                eventType: string;
                                position: number;
                                source: string;
                                targets: string[];
                                userId: string | null;
                            }[];
                            next: number | null;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/events/{eventId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One event and its journey */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    eventId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            acceptedAt: string;
                            event: {
                                eventId: string;
                            } & {
                                [key: string]: unknown;
                            };
                            eventId: string;
                            eventType: string;
                            journey: {
                                attempts: number;
                                batchId: string | null;
                                deadLetterId: number | null;
                                deliveredAt: string | null;
                                lastError: {
                                    address?: string;
                                    batchId: string;
                                    code: string;
                                    message: string;
                                    responseBody?: string;
                                    responseStatus?: number;
                                } | null;
                                /** @description Milliseconds from acceptance to confirmation */
                                latencyMs: number | null;
                                nextAttemptAt: string | null;
                                platform: string;
                                sentAt: string | null;
                                /** @enum {string} */
                                state: "waiting" | "retrying" | "parked" | "dead" | "discarded" | "delivered";
                            }[];
                            position: number;
                            source: string;
                            targets: string[];
                            userId: string | null;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All service keys, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            keys: components["schemas"]["ServiceKey"][];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Make a service key
         * @description The answer holds the key itself, this once.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewServiceKeyInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CreatedServiceKey"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a service key, at once and for good */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    keyId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ServiceKey"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace a service key, with an overlap */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    keyId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["KeyRotationInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CreatedServiceKey"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/platforms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All registered platforms with their health */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            platforms: {
                                addresses: {
                                    /** @description Base URL, http or https; the paths of the wire contract are appended to it */
                                    primary: string;
                                    /**
                                     * @description Taken in this order when the primary is down
                                     * @default []
                                     */
                                    standbys: string[];
                                };
                                /**
                                 * @description Private networks in which its addresses may lie
                                 * @default []
                                 */
                                allowedNetworks: string[];
                                /**
                                 * @description Whether the platform may send event types that the catalogue does not know
                                 * @default false
                                 */
                                allowUnknownEventTypes: boolean;
                                circuit: {
                                    /**
                                     * @description Consecutive failures that open the circuit
                                     * @default 5
                                     */
                                    failuresToOpen: number;
                                    /**
                                     * @description First wait before a request is let through
                                     * @default 1000
                                     */
                                    probeAfterMs: number;
                                    /**
                                     * @description The wait doubles up to this
                                     * @default 30000
                                     */
                                    probeAfterMsMax: number;
                                };
                                delivery: {
                                    /**
                                     * @description Most events in one request
                                     * @default 500
                                     */
                                    batchSize: number;
                                    /**
                                     * @description Most requests at once, per hub process
                                     * @default 8
                                     */
                                    concurrency: number;
                                    /**
                                     * @description After a dead letter: go on with the person’s later events, or hold them back
                                     * @default continue
                                     * @enum {string}
                                     */
                                    onDeadLetter: "continue" | "hold";
                                    /**
                                     * @description Most requests (not events) a second, of all hubs together; null: no limit
                                     * @default null
                                     */
                                    rateLimitPerSecond: number | null;
                                    retry: {
                                        /** @default 12 */
                                        attemptsMax: number;
                                        /** @default 200 */
                                        delayMsBase: number;
                                        /** @default 60000 */
                                        delayMsMax: number;
                                    };
                                    /**
                                     * @description Longest wait for an answer
                                     * @default 10000
                                     */
                                    timeoutMs: number;
                                };
                                displayName: string;
                                /**
                                 * @description The events of a disabled platform wait for it
                                 * @default true
                                 */
                                enabled: boolean;
                                hasCredential: boolean;
                                health: {
                                    activeAddress: string;
                                    /** @enum {string} */
                                    activeReason: "registered" | "operator" | "failover" | "failback" | "address_removed";
                                    /** Format: date-time */
                                    activeSince: string;
                                    /** @description The primary first */
                                    addresses: {
                                        address: string;
                                        lastCheckAt: string | null;
                                        latencyMs: number | null;
                                        /** @description What was wrong with the last check */
                                        message: string | null;
                                        /** @description What the platform says of itself */
                                        metrics: {
                                            avgResponseTime: number;
                                            errorRate: number;
                                            requestsPerMinute: number;
                                        } | null;
                                        /** @description Whether the last check passed; the state follows with hysteresis */
                                        passed: boolean;
                                        since: string | null;
                                        /** @enum {string} */
                                        state: "operational" | "degraded" | "down" | "unknown";
                                    }[];
                                    /**
                                     * @description Of the hub process that answers
                                     * @enum {string}
                                     */
                                    circuit: "closed" | "open" | "half_open";
                                    /** @description Preferred to the primary by an operator */
                                    pinnedAddress: string | null;
                                    /**
                                     * @description That of the active address
                                     * @enum {string}
                                     */
                                    state: "operational" | "degraded" | "down" | "unknown";
                                };
                                /** @description Name on the wire: `source` and `requiresSync` */
                                id: string;
                                /**
                                 * @description Shape of the profiles it receives; null: none
                                 * @default null
                                 */
                                profile: ("black_portal" | "trading_platform" | "support_portal" | "basic") | null;
                                subscriptions: {
                                    /**
                                     * @description Event types to deliver; "*": all but user_synced, which must be named
                                     * @default *
                                     */
                                    eventTypes: "*" | string[];
                                    filter?: {
                                        /** @description Only events whose payload holds, at each dotted path, the value or one of the values */
                                        payload?: {
                                            [key: string]: (string | number | boolean | null) | (string | number | boolean | null)[];
                                        };
                                        /** @description Only events of these sources */
                                        sources?: string[];
                                    };
                                };
                                version: number;
                            }[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Register a platform */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        addresses: {
                            /** @description Base URL, http or https; the paths of the wire contract are appended to it */
                            primary: string;
                            /**
                             * @description Taken in this order when the primary is down
                             * @default []
                             */
                            standbys?: string[];
                        };
                        /**
                         * @description Private networks in which its addresses may lie
                         * @default []
                         */
                        allowedNetworks?: string[];
                        /**
                         * @description Whether the platform may send event types that the catalogue does not know
                         * @default false
                         */
                        allowUnknownEventTypes?: boolean;
                        /** @default {} */
                        circuit?: {
                            /**
                             * @description Consecutive failures that open the circuit
                             * @default 5
                             */
                            failuresToOpen?: number;
                            /**
                             * @description First wait before a request is let through
                             * @default 1000
                             */
                            probeAfterMs?: number;
                            /**
                             * @description The wait doubles up to this
                             * @default 30000
                             */
                            probeAfterMsMax?: number;
                        };
                        /** @default null */
                        credential?: string | null;
                        /** @default {} */
                        delivery?: {
                            /**
                             * @description Most events in one request
                             * @default 500
                             */
                            batchSize?: number;
                            /**
                             * @description Most requests at once, per hub process
                             * @default 8
                             */
                            concurrency?: number;
                            /**
                             * @description After a dead letter: go on with the person’s later events, or hold them back
                             * @default continue
                             * @enum {string}
                             */
                            onDeadLetter?: "continue" | "hold";
                            /**
                             * @description Most requests (not events) a second, of all hubs together; null: no limit
                             * @default null
                             */
                            rateLimitPerSecond?: number | null;
                            /** @default {} */
                            retry?: {
                                /** @default 12 */
                                attemptsMax?: number;
                                /** @default 200 */
                                delayMsBase?: number;
                                /** @default 60000 */
                                delayMsMax?: number;
                            };
                            /**
                             * @description Longest wait for an answer
                             * @default 10000
                             */
                            timeoutMs?: number;
                        };
                        displayName: string;
                        /**
                         * @description The events of a disabled platform wait for it
                         * @default true
                         */
                        enabled?: boolean;
                        /** @default {} */
                        health?: {
                            /**
                             * @description A higher reported error rate means that the platform is degraded
                             * @default 0.1
                             */
                            errorRateMax?: number;
                            /**
                             * @description How long the preferred address must be operational before requests return to it
                             * @default 10000
                             */
                            failbackAfterMs?: number;
                            /**
                             * @description Slower checks mean that the platform is degraded
                             * @default 500
                             */
                            slowMs?: number;
                            /**
                             * @description A check without an answer by then has failed
                             * @default 2000
                             */
                            timeoutMs?: number;
                        };
                        /** @description Name on the wire: `source` and `requiresSync` */
                        id: string;
                        /**
                         * @description Shape of the profiles it receives; null: none
                         * @default null
                         */
                        profile?: ("black_portal" | "trading_platform" | "support_portal" | "basic") | null;
                        /** @description `whsec_…`; absent: the hub makes one and shows it once */
                        signingSecret?: string;
                        /** @default {} */
                        subscriptions?: {
                            /**
                             * @description Event types to deliver; "*": all but user_synced, which must be named
                             * @default *
                             */
                            eventTypes?: "*" | string[];
                            filter?: {
                                /** @description Only events whose payload holds, at each dotted path, the value or one of the values */
                                payload?: {
                                    [key: string]: (string | number | boolean | null) | (string | number | boolean | null)[];
                                };
                                /** @description Only events of these sources */
                                sources?: string[];
                            };
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            platform: {
                                addresses: {
                                    /** @description Base URL, http or https; the paths of the wire contract are appended to it */
                                    primary: string;
                                    /**
                                     * @description Taken in this order when the primary is down
                                     * @default []
                                     */
                                    standbys: string[];
                                };
                                /**
                                 * @description Private networks in which its addresses may lie
                                 * @default []
                                 */
                                allowedNetworks: string[];
                                /**
                                 * @description Whether the platform may send event types that the catalogue does not know
                                 * @default false
                                 */
                                allowUnknownEventTypes: boolean;
                                circuit: {
                                    /**
                                     * @description Consecutive failures that open the circuit
                                     * @default 5
                                     */
                                    failuresToOpen: number;
                                    /**
                                     * @description First wait before a request is let through
                                     * @default 1000
                                     */
                                    probeAfterMs: number;
                                    /**
                                     * @description The wait doubles up to this
                                     * @default 30000
                                     */
                                    probeAfterMsMax: number;
                                };
                                delivery: {
                                    /**
                                     * @description Most events in one request
                                     * @default 500
                                     */
                                    batchSize: number;
                                    /**
                                     * @description Most requests at once, per hub process
                                     * @default 8
                                     */
                                    concurrency: number;
                                    /**
                                     * @description After a dead letter: go on with the person’s later events, or hold them back
                                     * @default continue
                                     * @enum {string}
                                     */
                                    onDeadLetter: "continue" | "hold";
                                    /**
                                     * @description Most requests (not events) a second, of all hubs together; null: no limit
                                     * @default null
                                     */
                                    rateLimitPerSecond: number | null;
                                    retry: {
                                        /** @default 12 */
                                        attemptsMax: number;
                                        /** @default 200 */
                                        delayMsBase: number;
                                        /** @default 60000 */
                                        delayMsMax: number;
                                    };
                                    /**
                                     * @description Longest wait for an answer
                                     * @default 10000
                                     */
                                    timeoutMs: number;
                                };
                                displayName: string;
                                /**
                                 * @description The events of a disabled platform wait for it
                                 * @default true
                                 */
                                enabled: boolean;
                                hasCredential: boolean;
                                health: {
                                    activeAddress: string;
                                    /** @enum {string} */
                                    activeReason: "registered" | "operator" | "failover" | "failback" | "address_removed";
                                    /** Format: date-time */
                                    activeSince: string;
                                    /** @description The primary first */
                                    addresses: {
                                        address: string;
                                        lastCheckAt: string | null;
                                        latencyMs: number | null;
                                        /** @description What was wrong with the last check */
                                        message: string | null;
                                        /** @description What the platform says of itself */
                                        metrics: {
                                            avgResponseTime: number;
                                            errorRate: number;
                                            requestsPerMinute: number;
                                        } | null;
                                        /** @description Whether the last check passed; the state follows with hysteresis */
                                        passed: boolean;
                                        since: string | null;
                                        /** @enum {string} */
                                        state: "operational" | "degraded" | "down" | "unknown";
                                    }[];
                                    /**
                                     * @description Of the hub process that answers
                                     * @enum {string}
                                     */
                                    circuit: "closed" | "open" | "half_open";
                                    /** @description Preferred to the primary by an operator */
                                    pinnedAddress: string | null;
                                    /**
                                     * @description That of the active address
                                     * @enum {string}
                                     */
                                    state: "operational" | "degraded" | "down" | "unknown";
                                };
                                /** @description Name on the wire: `source` and `requiresSync` */
                                id: string;
                                /**
                                 * @description Shape of the profiles it receives; null: none
                                 * @default null
                                 */
                                profile: ("black_portal" | "trading_platform" | "support_portal" | "basic") | null;
                                subscriptions: {
                                    /**
                                     * @description Event types to deliver; "*": all but user_synced, which must be named
                                     * @default *
                                     */
                                    eventTypes: "*" | string[];
                                    filter?: {
                                        /** @description Only events whose payload holds, at each dotted path, the value or one of the values */
                                        payload?: {
                                            [key: string]: (string | number | boolean | null) | (string | number | boolean | null)[];
                                        };
                                        /** @description Only events of these sources */
                                        sources?: string[];
                                    };
                                };
                                version: number;
                            };
                            /** @description Shown this once; null when you brought your own */
                            signingSecret: string | null;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/platforms/{platformId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One platform */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platformId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            addresses: {
                                /** @description Base URL, http or https; the paths of the wire contract are appended to it */
                                primary: string;
                                /**
                                 * @description Taken in this order when the primary is down
                                 * @default []
                                 */
                                standbys: string[];
                            };
                            /**
                             * @description Private networks in which its addresses may lie
                             * @default []
                             */
                            allowedNetworks: string[];
                            /**
                             * @description Whether the platform may send event types that the catalogue does not know
                             * @default false
                             */
                            allowUnknownEventTypes: boolean;
                            circuit: {
                                /**
                                 * @description Consecutive failures that open the circuit
                                 * @default 5
                                 */
                                failuresToOpen: number;
                                /**
                                 * @description First wait before a request is let through
                                 * @default 1000
                                 */
                                probeAfterMs: number;
                                /**
                                 * @description The wait doubles up to this
                                 * @default 30000
                                 */
                                probeAfterMsMax: number;
                            };
                            delivery: {
                                /**
                                 * @description Most events in one request
                                 * @default 500
                                 */
                                batchSize: number;
                                /**
                                 * @description Most requests at once, per hub process
                                 * @default 8
                                 */
                                concurrency: number;
                                /**
                                 * @description After a dead letter: go on with the person’s later events, or hold them back
                                 * @default continue
                                 * @enum {string}
                                 */
                                onDeadLetter: "continue" | "hold";
                                /**
                                 * @description Most requests (not events) a second, of all hubs together; null: no limit
                                 * @default null
                                 */
                                rateLimitPerSecond: number | null;
                                retry: {
                                    /** @default 12 */
                                    attemptsMax: number;
                                    /** @default 200 */
                                    delayMsBase: number;
                                    /** @default 60000 */
                                    delayMsMax: number;
                                };
                                /**
                                 * @description Longest wait for an answer
                                 * @default 10000
                                 */
                                timeoutMs: number;
                            };
                            displayName: string;
                            /**
                             * @description The events of a disabled platform wait for it
                             * @default true
                             */
                            enabled: boolean;
                            hasCredential: boolean;
                            health: {
                                activeAddress: string;
                                /** @enum {string} */
                                activeReason: "registered" | "operator" | "failover" | "failback" | "address_removed";
                                /** Format: date-time */
                                activeSince: string;
                                /** @description The primary first */
                                addresses: {
                                    address: string;
                                    lastCheckAt: string | null;
                                    latencyMs: number | null;
                                    /** @description What was wrong with the last check */
                                    message: string | null;
                                    /** @description What the platform says of itself */
                                    metrics: {
                                        avgResponseTime: number;
                                        errorRate: number;
                                        requestsPerMinute: number;
                                    } | null;
                                    /** @description Whether the last check passed; the state follows with hysteresis */
                                    passed: boolean;
                                    since: string | null;
                                    /** @enum {string} */
                                    state: "operational" | "degraded" | "down" | "unknown";
                                }[];
                                /**
                                 * @description Of the hub process that answers
                                 * @enum {string}
                                 */
                                circuit: "closed" | "open" | "half_open";
                                /** @description Preferred to the primary by an operator */
                                pinnedAddress: string | null;
                                /**
                                 * @description That of the active address
                                 * @enum {string}
                                 */
                                state: "operational" | "degraded" | "down" | "unknown";
                            };
                            /** @description Name on the wire: `source` and `requiresSync` */
                            id: string;
                            /**
                             * @description Shape of the profiles it receives; null: none
                             * @default null
                             */
                            profile: ("black_portal" | "trading_platform" | "support_portal" | "basic") | null;
                            subscriptions: {
                                /**
                                 * @description Event types to deliver; "*": all but user_synced, which must be named
                                 * @default *
                                 */
                                eventTypes: "*" | string[];
                                filter?: {
                                    /** @description Only events whose payload holds, at each dotted path, the value or one of the values */
                                    payload?: {
                                        [key: string]: (string | number | boolean | null) | (string | number | boolean | null)[];
                                    };
                                    /** @description Only events of these sources */
                                    sources?: string[];
                                };
                            };
                            version: number;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Replace the definition of a platform */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platformId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        addresses: {
                            /** @description Base URL, http or https; the paths of the wire contract are appended to it */
                            primary: string;
                            /**
                             * @description Taken in this order when the primary is down
                             * @default []
                             */
                            standbys?: string[];
                        };
                        /**
                         * @description Private networks in which its addresses may lie
                         * @default []
                         */
                        allowedNetworks?: string[];
                        /**
                         * @description Whether the platform may send event types that the catalogue does not know
                         * @default false
                         */
                        allowUnknownEventTypes?: boolean;
                        /** @default {} */
                        circuit?: {
                            /**
                             * @description Consecutive failures that open the circuit
                             * @default 5
                             */
                            failuresToOpen?: number;
                            /**
                             * @description First wait before a request is let through
                             * @default 1000
                             */
                            probeAfterMs?: number;
                            /**
                             * @description The wait doubles up to this
                             * @default 30000
                             */
                            probeAfterMsMax?: number;
                        };
                        /** @description null removes it; absent: it stays */
                        credential?: string | null;
                        /** @default {} */
                        delivery?: {
                            /**
                             * @description Most events in one request
                             * @default 500
                             */
                            batchSize?: number;
                            /**
                             * @description Most requests at once, per hub process
                             * @default 8
                             */
                            concurrency?: number;
                            /**
                             * @description After a dead letter: go on with the person’s later events, or hold them back
                             * @default continue
                             * @enum {string}
                             */
                            onDeadLetter?: "continue" | "hold";
                            /**
                             * @description Most requests (not events) a second, of all hubs together; null: no limit
                             * @default null
                             */
                            rateLimitPerSecond?: number | null;
                            /** @default {} */
                            retry?: {
                                /** @default 12 */
                                attemptsMax?: number;
                                /** @default 200 */
                                delayMsBase?: number;
                                /** @default 60000 */
                                delayMsMax?: number;
                            };
                            /**
                             * @description Longest wait for an answer
                             * @default 10000
                             */
                            timeoutMs?: number;
                        };
                        displayName: string;
                        /**
                         * @description The events of a disabled platform wait for it
                         * @default true
                         */
                        enabled?: boolean;
                        /** @default {} */
                        health?: {
                            /**
                             * @description A higher reported error rate means that the platform is degraded
                             * @default 0.1
                             */
                            errorRateMax?: number;
                            /**
                             * @description How long the preferred address must be operational before requests return to it
                             * @default 10000
                             */
                            failbackAfterMs?: number;
                            /**
                             * @description Slower checks mean that the platform is degraded
                             * @default 500
                             */
                            slowMs?: number;
                            /**
                             * @description A check without an answer by then has failed
                             * @default 2000
                             */
                            timeoutMs?: number;
                        };
                        /**
                         * @description Shape of the profiles it receives; null: none
                         * @default null
                         */
                        profile?: ("black_portal" | "trading_platform" | "support_portal" | "basic") | null;
                        /** @default {} */
                        subscriptions?: {
                            /**
                             * @description Event types to deliver; "*": all but user_synced, which must be named
                             * @default *
                             */
                            eventTypes?: "*" | string[];
                            filter?: {
                                /** @description Only events whose payload holds, at each dotted path, the value or one of the values */
                                payload?: {
                                    [key: string]: (string | number | boolean | null) | (string | number | boolean | null)[];
                                };
                                /** @description Only events of these sources */
                                sources?: string[];
                            };
                        };
                        /** @description The version that was read; another one by now is a conflict */
                        version: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            addresses: {
                                /** @description Base URL, http or https; the paths of the wire contract are appended to it */
                                primary: string;
                                /**
                                 * @description Taken in this order when the primary is down
                                 * @default []
                                 */
                                standbys: string[];
                            };
                            /**
                             * @description Private networks in which its addresses may lie
                             * @default []
                             */
                            allowedNetworks: string[];
                            /**
                             * @description Whether the platform may send event types that the catalogue does not know
                             * @default false
                             */
                            allowUnknownEventTypes: boolean;
                            circuit: {
                                /**
                                 * @description Consecutive failures that open the circuit
                                 * @default 5
                                 */
                                failuresToOpen: number;
                                /**
                                 * @description First wait before a request is let through
                                 * @default 1000
                                 */
                                probeAfterMs: number;
                                /**
                                 * @description The wait doubles up to this
                                 * @default 30000
                                 */
                                probeAfterMsMax: number;
                            };
                            delivery: {
                                /**
                                 * @description Most events in one request
                                 * @default 500
                                 */
                                batchSize: number;
                                /**
                                 * @description Most requests at once, per hub process
                                 * @default 8
                                 */
                                concurrency: number;
                                /**
                                 * @description After a dead letter: go on with the person’s later events, or hold them back
                                 * @default continue
                                 * @enum {string}
                                 */
                                onDeadLetter: "continue" | "hold";
                                /**
                                 * @description Most requests (not events) a second, of all hubs together; null: no limit
                                 * @default null
                                 */
                                rateLimitPerSecond: number | null;
                                retry: {
                                    /** @default 12 */
                                    attemptsMax: number;
                                    /** @default 200 */
                                    delayMsBase: number;
                                    /** @default 60000 */
                                    delayMsMax: number;
                                };
                                /**
                                 * @description Longest wait for an answer
                                 * @default 10000
                                 */
                                timeoutMs: number;
                            };
                            displayName: string;
                            /**
                             * @description The events of a disabled platform wait for it
                             * @default true
                             */
                            enabled: boolean;
                            hasCredential: boolean;
                            health: {
                                activeAddress: string;
                                /** @enum {string} */
                                activeReason: "registered" | "operator" | "failover" | "failback" | "address_removed";
                                /** Format: date-time */
                                activeSince: string;
                                /** @description The primary first */
                                addresses: {
                                    address: string;
                                    lastCheckAt: string | null;
                                    latencyMs: number | null;
                                    /** @description What was wrong with the last check */
                                    message: string | null;
                                    /** @description What the platform says of itself */
                                    metrics: {
                                        avgResponseTime: number;
                                        errorRate: number;
                                        requestsPerMinute: number;
                                    } | null;
                                    /** @description Whether the last check passed; the state follows with hysteresis */
                                    passed: boolean;
                                    since: string | null;
                                    /** @enum {string} */
                                    state: "operational" | "degraded" | "down" | "unknown";
                                }[];
                                /**
                                 * @description Of the hub process that answers
                                 * @enum {string}
                                 */
                                circuit: "closed" | "open" | "half_open";
                                /** @description Preferred to the primary by an operator */
                                pinnedAddress: string | null;
                                /**
                                 * @description That of the active address
                                 * @enum {string}
                                 */
                                state: "operational" | "degraded" | "down" | "unknown";
                            };
                            /** @description Name on the wire: `source` and `requiresSync` */
                            id: string;
                            /**
                             * @description Shape of the profiles it receives; null: none
                             * @default null
                             */
                            profile: ("black_portal" | "trading_platform" | "support_portal" | "basic") | null;
                            subscriptions: {
                                /**
                                 * @description Event types to deliver; "*": all but user_synced, which must be named
                                 * @default *
                                 */
                                eventTypes: "*" | string[];
                                filter?: {
                                    /** @description Only events whose payload holds, at each dotted path, the value or one of the values */
                                    payload?: {
                                        [key: string]: (string | number | boolean | null) | (string | number | boolean | null)[];
                                    };
                                    /** @description Only events of these sources */
                                    sources?: string[];
                                };
                            };
                            version: number;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Forget a platform */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platformId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/platforms/{platformId}/active-address": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Send a platform’s requests to another of its addresses */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platformId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Preferred from now on; null: the primary is preferred again */
                        address: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            addresses: {
                                /** @description Base URL, http or https; the paths of the wire contract are appended to it */
                                primary: string;
                                /**
                                 * @description Taken in this order when the primary is down
                                 * @default []
                                 */
                                standbys: string[];
                            };
                            /**
                             * @description Private networks in which its addresses may lie
                             * @default []
                             */
                            allowedNetworks: string[];
                            /**
                             * @description Whether the platform may send event types that the catalogue does not know
                             * @default false
                             */
                            allowUnknownEventTypes: boolean;
                            circuit: {
                                /**
                                 * @description Consecutive failures that open the circuit
                                 * @default 5
                                 */
                                failuresToOpen: number;
                                /**
                                 * @description First wait before a request is let through
                                 * @default 1000
                                 */
                                probeAfterMs: number;
                                /**
                                 * @description The wait doubles up to this
                                 * @default 30000
                                 */
                                probeAfterMsMax: number;
                            };
                            delivery: {
                                /**
                                 * @description Most events in one request
                                 * @default 500
                                 */
                                batchSize: number;
                                /**
                                 * @description Most requests at once, per hub process
                                 * @default 8
                                 */
                                concurrency: number;
                                /**
                                 * @description After a dead letter: go on with the person’s later events, or hold them back
                                 * @default continue
                                 * @enum {string}
                                 */
                                onDeadLetter: "continue" | "hold";
                                /**
                                 * @description Most requests (not events) a second, of all hubs together; null: no limit
                                 * @default null
                                 */
                                rateLimitPerSecond: number | null;
                                retry: {
                                    /** @default 12 */
                                    attemptsMax: number;
                                    /** @default 200 */
                                    delayMsBase: number;
                                    /** @default 60000 */
                                    delayMsMax: number;
                                };
                                /**
                                 * @description Longest wait for an answer
                                 * @default 10000
                                 */
                                timeoutMs: number;
                            };
                            displayName: string;
                            /**
                             * @description The events of a disabled platform wait for it
                             * @default true
                             */
                            enabled: boolean;
                            hasCredential: boolean;
                            health: {
                                activeAddress: string;
                                /** @enum {string} */
                                activeReason: "registered" | "operator" | "failover" | "failback" | "address_removed";
                                /** Format: date-time */
                                activeSince: string;
                                /** @description The primary first */
                                addresses: {
                                    address: string;
                                    lastCheckAt: string | null;
                                    latencyMs: number | null;
                                    /** @description What was wrong with the last check */
                                    message: string | null;
                                    /** @description What the platform says of itself */
                                    metrics: {
                                        avgResponseTime: number;
                                        errorRate: number;
                                        requestsPerMinute: number;
                                    } | null;
                                    /** @description Whether the last check passed; the state follows with hysteresis */
                                    passed: boolean;
                                    since: string | null;
                                    /** @enum {string} */
                                    state: "operational" | "degraded" | "down" | "unknown";
                                }[];
                                /**
                                 * @description Of the hub process that answers
                                 * @enum {string}
                                 */
                                circuit: "closed" | "open" | "half_open";
                                /** @description Preferred to the primary by an operator */
                                pinnedAddress: string | null;
                                /**
                                 * @description That of the active address
                                 * @enum {string}
                                 */
                                state: "operational" | "degraded" | "down" | "unknown";
                            };
                            /** @description Name on the wire: `source` and `requiresSync` */
                            id: string;
                            /**
                             * @description Shape of the profiles it receives; null: none
                             * @default null
                             */
                            profile: ("black_portal" | "trading_platform" | "support_portal" | "basic") | null;
                            subscriptions: {
                                /**
                                 * @description Event types to deliver; "*": all but user_synced, which must be named
                                 * @default *
                                 */
                                eventTypes: "*" | string[];
                                filter?: {
                                    /** @description Only events whose payload holds, at each dotted path, the value or one of the values */
                                    payload?: {
                                        [key: string]: (string | number | boolean | null) | (string | number | boolean | null)[];
                                    };
                                    /** @description Only events of these sources */
                                    sources?: string[];
                                };
                            };
                            version: number;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/platforms/{platformId}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a platform’s events wait */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platformId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            addresses: {
                                /** @description Base URL, http or https; the paths of the wire contract are appended to it */
                                primary: string;
                                /**
                                 * @description Taken in this order when the primary is down
                                 * @default []
                                 */
                                standbys: string[];
                            };
                            /**
                             * @description Private networks in which its addresses may lie
                             * @default []
                             */
                            allowedNetworks: string[];
                            /**
                             * @description Whether the platform may send event types that the catalogue does not know
                             * @default false
                             */
                            allowUnknownEventTypes: boolean;
                            circuit: {
                                /**
                                 * @description Consecutive failures that open the circuit
                                 * @default 5
                                 */
                                failuresToOpen: number;
                                /**
                                 * @description First wait before a request is let through
                                 * @default 1000
                                 */
                                probeAfterMs: number;
                                /**
                                 * @description The wait doubles up to this
                                 * @default 30000
                                 */
                                probeAfterMsMax: number;
                            };
                            delivery: {
                                /**
                                 * @description Most events in one request
                                 * @default 500
                                 */
                                batchSize: number;
                                /**
                                 * @description Most requests at once, per hub process
                                 * @default 8
                                 */
                                concurrency: number;
                                /**
                                 * @description After a dead letter: go on with the person’s later events, or hold them back
                                 * @default continue
                                 * @enum {string}
                                 */
                                onDeadLetter: "continue" | "hold";
                                /**
                                 * @description Most requests (not events) a second, of all hubs together; null: no limit
                                 * @default null
                                 */
                                rateLimitPerSecond: number | null;
                                retry: {
                                    /** @default 12 */
                                    attemptsMax: number;
                                    /** @default 200 */
                                    delayMsBase: number;
                                    /** @default 60000 */
                                    delayMsMax: number;
                                };
                                /**
                                 * @description Longest wait for an answer
                                 * @default 10000
                                 */
                                timeoutMs: number;
                            };
                            displayName: string;
                            /**
                             * @description The events of a disabled platform wait for it
                             * @default true
                             */
                            enabled: boolean;
                            hasCredential: boolean;
                            health: {
                                activeAddress: string;
                                /** @enum {string} */
                                activeReason: "registered" | "operator" | "failover" | "failback" | "address_removed";
                                /** Format: date-time */
                                activeSince: string;
                                /** @description The primary first */
                                addresses: {
                                    address: string;
                                    lastCheckAt: string | null;
                                    latencyMs: number | null;
                                    /** @description What was wrong with the last check */
                                    message: string | null;
                                    /** @description What the platform says of itself */
                                    metrics: {
                                        avgResponseTime: number;
                                        errorRate: number;
                                        requestsPerMinute: number;
                                    } | null;
                                    /** @description Whether the last check passed; the state follows with hysteresis */
                                    passed: boolean;
                                    since: string | null;
                                    /** @enum {string} */
                                    state: "operational" | "degraded" | "down" | "unknown";
                                }[];
                                /**
                                 * @description Of the hub process that answers
                                 * @enum {string}
                                 */
                                circuit: "closed" | "open" | "half_open";
                                /** @description Preferred to the primary by an operator */
                                pinnedAddress: string | null;
                                /**
                                 * @description That of the active address
                                 * @enum {string}
                                 */
                                state: "operational" | "degraded" | "down" | "unknown";
                            };
                            /** @description Name on the wire: `source` and `requiresSync` */
                            id: string;
                            /**
                             * @description Shape of the profiles it receives; null: none
                             * @default null
                             */
                            profile: ("black_portal" | "trading_platform" | "support_portal" | "basic") | null;
                            subscriptions: {
                                /**
                                 * @description Event types to deliver; "*": all but user_synced, which must be named
                                 * @default *
                                 */
                                eventTypes: "*" | string[];
                                filter?: {
                                    /** @description Only events whose payload holds, at each dotted path, the value or one of the values */
                                    payload?: {
                                        [key: string]: (string | number | boolean | null) | (string | number | boolean | null)[];
                                    };
                                    /** @description Only events of these sources */
                                    sources?: string[];
                                };
                            };
                            version: number;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/platforms/{platformId}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resume deliveries to a platform */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platformId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            addresses: {
                                /** @description Base URL, http or https; the paths of the wire contract are appended to it */
                                primary: string;
                                /**
                                 * @description Taken in this order when the primary is down
                                 * @default []
                                 */
                                standbys: string[];
                            };
                            /**
                             * @description Private networks in which its addresses may lie
                             * @default []
                             */
                            allowedNetworks: string[];
                            /**
                             * @description Whether the platform may send event types that the catalogue does not know
                             * @default false
                             */
                            allowUnknownEventTypes: boolean;
                            circuit: {
                                /**
                                 * @description Consecutive failures that open the circuit
                                 * @default 5
                                 */
                                failuresToOpen: number;
                                /**
                                 * @description First wait before a request is let through
                                 * @default 1000
                                 */
                                probeAfterMs: number;
                                /**
                                 * @description The wait doubles up to this
                                 * @default 30000
                                 */
                                probeAfterMsMax: number;
                            };
                            delivery: {
                                /**
                                 * @description Most events in one request
                                 * @default 500
                                 */
                                batchSize: number;
                                /**
                                 * @description Most requests at once, per hub process
                                 * @default 8
                                 */
                                concurrency: number;
                                /**
                                 * @description After a dead letter: go on with the person’s later events, or hold them back
                                 * @default continue
                                 * @enum {string}
                                 */
                                onDeadLetter: "continue" | "hold";
                                /**
                                 * @description Most requests (not events) a second, of all hubs together; null: no limit
                                 * @default null
                                 */
                                rateLimitPerSecond: number | null;
                                retry: {
                                    /** @default 12 */
                                    attemptsMax: number;
                                    /** @default 200 */
                                    delayMsBase: number;
                                    /** @default 60000 */
                                    delayMsMax: number;
                                };
                                /**
                                 * @description Longest wait for an answer
                                 * @default 10000
                                 */
                                timeoutMs: number;
                            };
                            displayName: string;
                            /**
                             * @description The events of a disabled platform wait for it
                             * @default true
                             */
                            enabled: boolean;
                            hasCredential: boolean;
                            health: {
                                activeAddress: string;
                                /** @enum {string} */
                                activeReason: "registered" | "operator" | "failover" | "failback" | "address_removed";
                                /** Format: date-time */
                                activeSince: string;
                                /** @description The primary first */
                                addresses: {
                                    address: string;
                                    lastCheckAt: string | null;
                                    latencyMs: number | null;
                                    /** @description What was wrong with the last check */
                                    message: string | null;
                                    /** @description What the platform says of itself */
                                    metrics: {
                                        avgResponseTime: number;
                                        errorRate: number;
                                        requestsPerMinute: number;
                                    } | null;
                                    /** @description Whether the last check passed; the state follows with hysteresis */
                                    passed: boolean;
                                    since: string | null;
                                    /** @enum {string} */
                                    state: "operational" | "degraded" | "down" | "unknown";
                                }[];
                                /**
                                 * @description Of the hub process that answers
                                 * @enum {string}
                                 */
                                circuit: "closed" | "open" | "half_open";
                                /** @description Preferred to the primary by an operator */
                                pinnedAddress: string | null;
                                /**
                                 * @description That of the active address
                                 * @enum {string}
                                 */
                                state: "operational" | "degraded" | "down" | "unknown";
                            };
                            /** @description Name on the wire: `source` and `requiresSync` */
                            id: string;
                            /**
                             * @description Shape of the profiles it receives; null: none
                             * @default null
                             */
                            profile: ("black_portal" | "trading_platform" | "support_portal" | "basic") | null;
                            subscriptions: {
                                /**
                                 * @description Event types to deliver; "*": all but user_synced, which must be named
                                 * @default *
                                 */
                                eventTypes: "*" | string[];
                                filter?: {
                                    /** @description Only events whose payload holds, at each dotted path, the value or one of the values */
                                    payload?: {
                                        [key: string]: (string | number | boolean | null) | (string | number | boolean | null)[];
                                    };
                                    /** @description Only events of these sources */
                                    sources?: string[];
                                };
                            };
                            version: number;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/platforms/{platformId}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a platform a new signing secret */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platformId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description How long requests carry the old signature as well; 0: not at all
                         * @default 86400
                         */
                        overlapSeconds?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Shown this once */
                            signingSecret: string;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/platforms/{platformId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try all addresses of a platform with a health check and an empty signed batch */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    platformId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            addresses: {
                                address: string;
                                health: {
                                    latencyMs: number;
                                    message: string | null;
                                    metrics: {
                                        avgResponseTime: number;
                                        errorRate: number;
                                        requestsPerMinute: number;
                                    } | null;
                                    /** @enum {string} */
                                    verdict: "operational" | "degraded" | "down";
                                };
                                /** @description An empty, signed batch of events */
                                signedRequest: {
                                    durationMs: number;
                                    /** @description Why no answer came */
                                    message: string | null;
                                    /** @description 200: the signature is accepted; null: no answer came */
                                    status: number | null;
                                };
                            }[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest replays */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            replays: {
                                /** Format: date-time */
                                createdAt: string;
                                createdBy: string;
                                /** @description How many of them were put into their lanes so far */
                                enqueued: number;
                                finishedAt: string | null;
                                id: string;
                                /** @description Events, or dead letters, that fitted when it was made */
                                matched: number;
                                ratePerSecond: number;
                                /** @description Every given part must fit */
                                selection: {
                                    /** @description Open dead letters only */
                                    deadLetters?: boolean;
                                    eventTypes?: string[];
                                    /**
                                     * Format: date-time
                                     * @description Accepted (for dead letters: died) at or after
                                     */
                                    from?: string;
                                    /** @description To this platform only */
                                    platform?: string;
                                    source?: string;
                                    /**
                                     * Format: date-time
                                     * @description … before
                                     */
                                    to?: string;
                                    userId?: string;
                                };
                                /** @enum {string} */
                                state: "running" | "done" | "cancelled";
                            }[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Deliver past events again; platforms ignore those they have */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Only count
                         * @default false
                         */
                        dryRun?: boolean;
                        /** @default 1000 */
                        ratePerSecond?: number;
                        /** @description Every given part must fit */
                        selection: {
                            /** @description Open dead letters only */
                            deadLetters?: boolean;
                            eventTypes?: string[];
                            /**
                             * Format: date-time
                             * @description Accepted (for dead letters: died) at or after
                             */
                            from?: string;
                            /** @description To this platform only */
                            platform?: string;
                            source?: string;
                            /**
                             * Format: date-time
                             * @description … before
                             */
                            to?: string;
                            userId?: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            matched: number;
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            createdAt: string;
                            createdBy: string;
                            /** @description How many of them were put into their lanes so far */
                            enqueued: number;
                            finishedAt: string | null;
                            id: string;
                            /** @description Events, or dead letters, that fitted when it was made */
                            matched: number;
                            ratePerSecond: number;
                            /** @description Every given part must fit */
                            selection: {
                                /** @description Open dead letters only */
                                deadLetters?: boolean;
                                eventTypes?: string[];
                                /**
                                 * Format: date-time
                                 * @description Accepted (for dead letters: died) at or after
                                 */
                                from?: string;
                                /** @description To this platform only */
                                platform?: string;
                                source?: string;
                                /**
                                 * Format: date-time
                                 * @description … before
                                 */
                                to?: string;
                                userId?: string;
                            };
                            /** @enum {string} */
                            state: "running" | "done" | "cancelled";
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/replays/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Progress of a replay */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            createdAt: string;
                            createdBy: string;
                            /** @description How many of them were put into their lanes so far */
                            enqueued: number;
                            finishedAt: string | null;
                            id: string;
                            /** @description Events, or dead letters, that fitted when it was made */
                            matched: number;
                            ratePerSecond: number;
                            /** @description Every given part must fit */
                            selection: {
                                /** @description Open dead letters only */
                                deadLetters?: boolean;
                                eventTypes?: string[];
                                /**
                                 * Format: date-time
                                 * @description Accepted (for dead letters: died) at or after
                                 */
                                from?: string;
                                /** @description To this platform only */
                                platform?: string;
                                source?: string;
                                /**
                                 * Format: date-time
                                 * @description … before
                                 */
                                to?: string;
                                userId?: string;
                            };
                            /** @enum {string} */
                            state: "running" | "done" | "cancelled";
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Stop a replay */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            createdAt: string;
                            createdBy: string;
                            /** @description How many of them were put into their lanes so far */
                            enqueued: number;
                            finishedAt: string | null;
                            id: string;
                            /** @description Events, or dead letters, that fitted when it was made */
                            matched: number;
                            ratePerSecond: number;
                            /** @description Every given part must fit */
                            selection: {
                                /** @description Open dead letters only */
                                deadLetters?: boolean;
                                eventTypes?: string[];
                                /**
                                 * Format: date-time
                                 * @description Accepted (for dead letters: died) at or after
                                 */
                                from?: string;
                                /** @description To this platform only */
                                platform?: string;
                                source?: string;
                                /**
                                 * Format: date-time
                                 * @description … before
                                 */
                                to?: string;
                                userId?: string;
                            };
                            /** @enum {string} */
                            state: "running" | "done" | "cancelled";
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who of the staff is signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sessions: components["schemas"]["ListedStaffSession"][];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End somebody’s session, at once */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    sessionId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/sync/drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest pass of the drift check over each platform */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            passes: components["schemas"]["DriftPass"][];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Look for drift now */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Absent: all platforms */
                        platform?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            platforms: string[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find people */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the page before */
                    after?: string;
                    limit?: number;
                    /** @description Beginning of the user id */
                    search?: string;
                    syncHealth?: "healthy" | "degraded" | "failed";
                    tier?: "onyx" | "obsidian" | "void";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            next: string | null;
                            users: components["schemas"]["UserSummary"][];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A person’s unified profile and how each platform stands to it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Printable ASCII without spaces */
                    userId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The hub’s own pseudonym of the person; each platform knows another one */
                            anonymousId: string;
                            /** @description Further platforms stand here under their own names */
                            platforms: {
                                blackPortal: {
                                    /** @description The person has access there */
                                    active: boolean;
                                    readonly features: string[];
                                    /** @description When the platform last confirmed a profile */
                                    lastSync: string | null;
                                };
                                supportPortal: {
                                    /** @description The person has access there */
                                    active: boolean;
                                    butlerPersonality: string;
                                    /** @description When the platform last confirmed a profile */
                                    lastSync: string | null;
                                    whatsappLinked: boolean;
                                    /** @description Zero-knowledge membership commitment; null: none registered */
                                    zkProof: string | null;
                                };
                                tradingPlatform: {
                                    /** @description The person has access there */
                                    active: boolean;
                                    /** @description When the platform last confirmed a profile */
                                    lastSync: string | null;
                                    /** @description As last reported by a portfolio_update; null: never */
                                    portfolio: {
                                        content: {
                                            [key: string]: unknown;
                                        };
                                        /** Format: date-time */
                                        reportedAt: string;
                                        source: string;
                                    } | null;
                                    tradingLimits: {
                                        /** @description INR, decimal; null: no limit */
                                        daily: string | null;
                                        /** @description INR, decimal; null: no limit */
                                        monthly: string | null;
                                    };
                                };
                            } & {
                                [key: string]: {
                                    /** @description The person has access there */
                                    active: boolean;
                                    /** @description When the platform last confirmed a profile */
                                    lastSync: string | null;
                                } & {
                                    [key: string]: unknown;
                                };
                            };
                            states: components["schemas"]["ProfileState"][];
                            syncStatus: {
                                /** @description Since then every platform has confirmed at least once; null: some never has */
                                lastFullSync: string | null;
                                /** @description Platforms that have not confirmed the present profile */
                                readonly pendingChanges: string[];
                                /**
                                 * @description healthy: all confirmed; degraded: something waits; failed: refused, budget used, or overdue
                                 * @enum {string}
                                 */
                                syncHealth: "healthy" | "degraded" | "failed";
                            };
                            /** @enum {string} */
                            tier: "onyx" | "obsidian" | "void";
                            userId: string;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/webhooks/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Webhooks that came in, and what became of them */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    source?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            receipts: components["schemas"]["WebhookReceipt"][];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/webhooks/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Registered senders of webhooks */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sources: components["schemas"]["WebhookSource"][];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Register a sender of webhooks */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WebhookSourceRegistrationInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Made by the hub and shown this once; null when you gave one */
                            secret: string | null;
                            source: components["schemas"]["WebhookSource"];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/webhooks/sources/{sourceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a sender and its secrets */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    sourceId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Let a sender in, or shut it out */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    sourceId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        enabled: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookSource"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/admin/webhooks/sources/{sourceId}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a sender a new signing secret
         * @description Until the overlap ends either secret is accepted.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    sourceId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description How long the old secret is accepted too; 0 for one that leaked
                         * @default 86400
                         */
                        overlapSeconds?: number;
                        /** @description As the sender gave it; absent: the hub makes one */
                        secret?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Made by the hub and shown this once; null when you gave one */
                            secret: string | null;
                            source: components["schemas"]["WebhookSource"];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/anonymity/challenges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A fresh challenge for a proof, and the epoch of this moment */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            challenge: string;
                            /** @description Days since 1970, for the scope of founding a circle */
                            day: number;
                            epoch: {
                                endsAt: string;
                                number: number;
                            };
                            expiresAt: string;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/anonymity/groups/{tier}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All commitments of the group of a tier, to build a Merkle proof from */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    tier: "onyx" | "obsidian" | "void";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description "0" where somebody left */
                            commitments: string[];
                            /** @description The circuit to prove with */
                            depth: number;
                            /** @enum {string} */
                            tier: "onyx" | "obsidian" | "void";
                            version: string;
                        };
                    };
                };
                /** @description Default Response */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/anonymity/membership": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether I am enrolled, and with which commitment */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            commitment: string | null;
                            /** @description When it joins the group; `null`: it did */
                            joinsAt: string | null;
                            /** @description From when on another one may take its place; `null`: it may already */
                            replaceableFrom: string | null;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Enrol this device’s secret in the group of my tier
         * @description Only its commitment arrives here; the secret never leaves the device. The first joins the group at once. Another one takes its place once in 30 days, or after a recovery by staff, and joins when the next epoch begins.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Of the Semaphore identity that stays on the device, in decimal */
                        commitment: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/anonymity/proof-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange a proof for a token that says a tier and a pseudonym */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        challenge: string;
                        platform: string;
                        /** @description A Semaphore v4 proof */
                        proof: {
                            merkleTreeDepth: number;
                            merkleTreeRoot: string;
                            message: string;
                            nullifier: string;
                            points: string[];
                            scope: string;
                        };
                        /**
                         * @description The group that the proof is made in
                         * @enum {string}
                         */
                        tier: "onyx" | "obsidian" | "void";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            expiresAt: string;
                            token: string;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/consistency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The proof that the log of one size begins with that of another */
        get: {
            parameters: {
                query: {
                    from: number;
                    to: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            from: number;
                            /** @description RFC 9162 §2.1, in the order in which a verifier takes them */
                            proof: string[];
                            to: number;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search the audit log, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description An action, or its noun for all that was done with such things */
                    action?: string;
                    actorId?: string;
                    actorKind?: string;
                    /** @description From where it was done, as /api/audit/personal-values answers it: never the address itself, which logs would keep */
                    address?: string;
                    /** @description `next` of the page before */
                    before?: number;
                    from?: string;
                    limit?: number;
                    /** @description As /api/audit/personal-values answers it */
                    personal?: string;
                    subjectId?: string;
                    subjectKind?: string;
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entries: components["schemas"]["AuditEntry"][];
                            next: number | null;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/entries/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One entry, and the proof that it stands at its place */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Its index or its id */
                    key: number | string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Its canonical form (RFC 8785) is what is hashed */
                            entry: {
                                action: string;
                                actor: {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "staff" | "service_key" | "member" | "hub" | "anonymous";
                                };
                                /** @description Any JSON */
                                details: unknown;
                                /** Format: uuid */
                                id: string;
                                origin: {
                                    /** @description Keyed hash */
                                    address: string | null;
                                    hub: string;
                                    requestId: string | null;
                                };
                                /** @description Keyed hashes, by kind of value */
                                personal: {
                                    [key: string]: string;
                                };
                                reason: string | null;
                                subject: {
                                    id: string;
                                    kind: string;
                                } | null;
                                /** Format: date-time */
                                time: string;
                                /** @enum {number} */
                                version: 1;
                            };
                            head: components["schemas"]["AuditHead"];
                            /** @description Position in the log, from 0 */
                            index: number;
                            /** @description SHA-256, in hex */
                            leafHash: string;
                            /** @description RFC 9162 §2.1, in the order in which a verifier takes them */
                            proof: string[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole audit log, to verify it elsewhere
         * @description Lines of JSON (application/x-ndjson): the header, then the entries in order, each signed head behind the last entry that it covers. `npx interlock audit verify` checks them offline.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": string;
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export/pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of the export
         * @description For those who show how far they are, or go on after a break. The lines of all pages are the export.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the page before */
                    from?: number;
                    /** @description `size` of the page before; absent: up to the latest head */
                    size?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            lines: string;
                            next: number | null;
                            size: number;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/head": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The latest signed tree head
         * @description Keep it: whoever holds a head can prove later that the log was changed since.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditHead"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/heads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Signed tree heads, the latest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next` of the page before */
                    before?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            heads: components["schemas"]["AuditHead"][];
                            next: number | null;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/personal-values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How the log writes a personal value, to search for it
         * @description Personal values stand in the log as keyed hashes. That one was looked for is recorded too.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description `email`, `phone`, `address`, … */
                        kind: string;
                        value: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            personal: string;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/public-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The keys with which heads are checked: the present one, and all that signed before
         * @description Compare it with one that you have from elsewhere: a hub that lies brings its own key.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditPublicKeys"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/circles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All circles */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            circles: {
                                circleId: string;
                                foundedOn: string;
                                minimumTier: ("onyx" | "obsidian" | "void") | null;
                                name: string;
                                pseudonyms: number;
                                purpose: string;
                            }[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Found a circle, by proof */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        challenge: string;
                        /** @default null */
                        minimumTier?: ("onyx" | "obsidian" | "void") | null;
                        name: string;
                        /** @description A Semaphore v4 proof */
                        proof: {
                            merkleTreeDepth: number;
                            merkleTreeRoot: string;
                            message: string;
                            nullifier: string;
                            points: string[];
                            scope: string;
                        };
                        /** @default  */
                        purpose?: string;
                        /**
                         * @description The group that the proof is made in
                         * @enum {string}
                         */
                        tier: "onyx" | "obsidian" | "void";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            circleId: string;
                            minimumTier: ("onyx" | "obsidian" | "void") | null;
                            name: string;
                            purpose: string;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/circles/{circleId}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enter a circle, by proof: always under the same pseudonym */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    circleId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        challenge: string;
                        /** @description A Semaphore v4 proof */
                        proof: {
                            merkleTreeDepth: number;
                            merkleTreeRoot: string;
                            message: string;
                            nullifier: string;
                            points: string[];
                            scope: string;
                        };
                        /**
                         * @description The group that the proof is made in
                         * @enum {string}
                         */
                        tier: "onyx" | "obsidian" | "void";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            expiresAt: string;
                            pseudonym: string;
                            pseudonymId: string;
                            /** @description Lets read the circle: `Authorization: Bearer …` */
                            token: string;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/circles/{circleId}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a circle, with the token of an entry */
        get: {
            parameters: {
                query?: {
                    /** @description Only posts older than this one */
                    before?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    circleId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            posts: {
                                content: string | null;
                                hidden: boolean;
                                /** @description To the minute */
                                postedAt: string;
                                postId: string;
                                pseudonym: string;
                                pseudonymId: string;
                                /** @enum {string} */
                                pseudonymState: "active" | "silenced" | "removed";
                            }[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Post to a circle, by a proof over the words */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    circleId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        challenge: string;
                        /** @description Plain text */
                        content: string;
                        /** @description A Semaphore v4 proof */
                        proof: {
                            merkleTreeDepth: number;
                            merkleTreeRoot: string;
                            message: string;
                            nullifier: string;
                            points: string[];
                            scope: string;
                        };
                        /**
                         * @description The group that the proof is made in
                         * @enum {string}
                         */
                        tier: "onyx" | "obsidian" | "void";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            postId: string;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Event types, their versions and JSON schemas */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            eventTypes: {
                                describe: string;
                                eventType: string;
                                /** @description Delivered to platforms whose subscription names it only */
                                onlyByName: boolean;
                                /** @description Said by the hub, and refused from everybody else */
                                onlyFromHub: boolean;
                                schema: {
                                    [key: string]: unknown;
                                };
                                version: number;
                            }[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identity/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who I am here, and my devices */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Of this session */
                            deviceId: string;
                            devices: components["schemas"]["Device"][];
                            devicesMax: number;
                            personId: string;
                            /** @enum {string} */
                            role: "member" | "contractor" | "school_staff" | "district_admin" | "arxos_support";
                            secondKeys: components["schemas"]["SecondKey"][];
                            secondKeysMax: number;
                            tier: ("onyx" | "obsidian" | "void") | null;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identity/confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A challenge that shows that it is me, for one purpose
         * @description Answered with a passkey of a device; the answer goes with what it is for.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        purpose: "second_key" | "device_code";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CredentialOptions"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identity/device-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A code that lets another device in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        credential: components["schemas"]["CredentialInput"];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeviceCode"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identity/device-registrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to register this device, by a code from another one */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Any case, with or without dashes */
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasskeyRegistration"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identity/device-registrations/{registrationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register the passkey that was made
         * @description Signs the device in; a second key belongs to no device, and signs nobody in.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    registrationId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        credential: components["schemas"]["CredentialInput"];
                        /** @description What the person calls the device */
                        deviceName: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemberSession"] | null;
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identity/devices/{deviceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Put a device out
         * @description With it go its passkey, what was begun on it, and the second keys that were registered on it.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Name a device */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description What the person calls the device */
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/identity/passkey-replacements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to make a passkey in place of one that the tier does not allow any more
         * @description Signing in said `identity.passkey_outgrown`; the device stays registered.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        credential: components["schemas"]["CredentialInput"];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasskeyRegistration"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identity/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin anew with the second key
         * @description The device of this request takes the place of all others, once its passkey is made.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        credential: components["schemas"]["CredentialInput"];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasskeyRegistration"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identity/second-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to register a second key, for the day every device is lost
         * @description It goes with this device, should it be put out. There are two at most.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        credential: components["schemas"]["CredentialInput"];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasskeyRegistration"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identity/second-keys/{secondKeyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Put a second key out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    secondKeyId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identity/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identity/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a passkey */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        credential: components["schemas"]["CredentialInput"];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemberSession"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identity/sign-in/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to sign in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CredentialOptions"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identity/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An access token for one platform, bound to this device */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Id of the platform */
                        audience: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accessToken: string;
                            /** Format: date-time */
                            expiresAt: string;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integration/sync/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest bulk jobs */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            jobs: components["schemas"]["BulkJob"][];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Bring up to 10000 people into step
         * @description Answered at once; follow the job at the address in `Location`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BulkSyncRequestInput"];
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkJob"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integration/sync/bulk/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a bulk job is, and what went wrong */
        get: {
            parameters: {
                query?: {
                    /** @description `errorsNext` of the page before */
                    errorsAfter?: string;
                };
                header?: never;
                path: {
                    jobId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            cancelled: number;
                            /** @description Confirmed by all platforms concerned */
                            done: number;
                            errors: {
                                code: string;
                                message: string;
                                /** @description null: the person is unknown */
                                platform: string | null;
                                userId: string;
                            }[];
                            errorsNext: string | null;
                            failed: number;
                            finishedAt: string | null;
                            /** Format: uuid */
                            jobId: string;
                            queued: number;
                            /** @description Being pushed to the platforms */
                            requested: number;
                            source: string;
                            /** Format: date-time */
                            startedAt: string;
                            /** @enum {string} */
                            state: "running" | "completed" | "cancelled";
                            /** @enum {string} */
                            syncType: "full" | "incremental" | "portfolio_only";
                            /** @description People in the job: queued + requested + done + failed + cancelled */
                            total: number;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Cancel a bulk job
         * @description Whoever is still queued is left alone; what was requested is pushed all the same.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    jobId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkJob"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integration/sync/event": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an event
         * @description Answered after the event is stored for good. The same event again gets the same answer, with the header `Idempotent-Replayed: true`, and does nothing; the same id with other content is a 409. CloudEvents 1.0 are taken in structured and in binary mode.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/cloudevents+json": components["schemas"]["CloudEventInput"];
                    "application/json": components["schemas"]["EventInput"];
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            eventId: string;
                            /** @description Place in the log */
                            position: number;
                            /** @enum {string} */
                            status: "accepted";
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integration/sync/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send many events
         * @description At most 50000 events, as a JSON array, a CloudEvents batch, or a stream of lines. They are stored in the order given. Status 200: all were taken; 207: some were refused, named by index. A stream is read up to its first line that is too long or one too many. If anything before was taken, the answer is 207 as well: its last result refuses that line, with `events.batch_too_large` or `http.line_too_long`, and nothing behind it was read. If nothing was taken, it is 413.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/cloudevents-batch+json": components["schemas"]["CloudEventInput"][];
                    "application/json": components["schemas"]["EventInput"][];
                    "application/x-ndjson": string;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accepted: number;
                            duplicates: number;
                            refused: number;
                            /** @description One per event, in the order of the request */
                            results: {
                                eventId: string | null;
                                /** @description Place in the request, from 0 */
                                index: number;
                                position?: number;
                                problem?: {
                                    code: string;
                                    detail: string;
                                } & {
                                    [key: string]: unknown;
                                };
                                /** @enum {string} */
                                status: "accepted" | "duplicate" | "refused";
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                207: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accepted: number;
                            duplicates: number;
                            refused: number;
                            /** @description One per event, in the order of the request */
                            results: {
                                eventId: string | null;
                                /** @description Place in the request, from 0 */
                                index: number;
                                position?: number;
                                problem?: {
                                    code: string;
                                    detail: string;
                                } & {
                                    [key: string]: unknown;
                                };
                                /** @enum {string} */
                                status: "accepted" | "duplicate" | "refused";
                            }[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integration/sync/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Health of the platforms */
        get: {
            parameters: {
                query?: {
                    metrics?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SyncHealth"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integration/sync/user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring one person into step on every platform
         * @description Status 200: every platform confirmed. 202: the wish is stored, and the platforms named in `syncStatus.pendingChanges` are told as soon as they can be.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UserSyncRequestInput"];
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnifiedProfile"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnifiedProfile"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integration/sync/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The unified profile of a person */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Printable ASCII without spaces */
                    userId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UnifiedProfile"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integration/sync/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answer WhatsApp’s verification */
        get: {
            parameters: {
                query: {
                    /** @description Answered as it is */
                    "hub.challenge": string;
                    "hub.mode": "subscribe";
                    "hub.verify_token": string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": string;
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Receive a webhook
         * @description Public, because the signature tells who sends: Standard Webhooks, Stripe, Razorpay or WhatsApp, as the source is registered. Verified over the raw bytes; a repeated webhook is answered alike and does nothing.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A registered source of webhooks, or a platform that signs with its own secret */
                    "x-webhook-source"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accepted: number;
                            /** @description Events that the log knew already */
                            duplicates: number;
                            refused: number;
                            results: {
                                eventId: string | null;
                                position?: number;
                                problem?: {
                                    code: string;
                                    detail: string;
                                } & {
                                    [key: string]: unknown;
                                };
                                /** @enum {string} */
                                status: "accepted" | "duplicate" | "refused";
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                207: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accepted: number;
                            /** @description Events that the log knew already */
                            duplicates: number;
                            refused: number;
                            results: {
                                eventId: string | null;
                                position?: number;
                                problem?: {
                                    code: string;
                                    detail: string;
                                } & {
                                    [key: string]: unknown;
                                };
                                /** @enum {string} */
                                status: "accepted" | "duplicate" | "refused";
                            }[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Receive a webhook
         * @description Public, because the signature tells who sends: Standard Webhooks, Stripe, Razorpay or WhatsApp, as the source is registered. Verified over the raw bytes; a repeated webhook is answered alike and does nothing.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A registered source of webhooks, or a platform that signs with its own secret */
                    "x-webhook-source"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accepted: number;
                            /** @description Events that the log knew already */
                            duplicates: number;
                            refused: number;
                            results: {
                                eventId: string | null;
                                position?: number;
                                problem?: {
                                    code: string;
                                    detail: string;
                                } & {
                                    [key: string]: unknown;
                                };
                                /** @enum {string} */
                                status: "accepted" | "duplicate" | "refused";
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                207: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accepted: number;
                            /** @description Events that the log knew already */
                            duplicates: number;
                            refused: number;
                            results: {
                                eventId: string | null;
                                position?: number;
                                problem?: {
                                    code: string;
                                    detail: string;
                                } & {
                                    [key: string]: unknown;
                                };
                                /** @enum {string} */
                                status: "accepted" | "duplicate" | "refused";
                            }[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/integration/sync/webhook/{source}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answer WhatsApp’s verification */
        get: {
            parameters: {
                query: {
                    /** @description Answered as it is */
                    "hub.challenge": string;
                    "hub.mode": "subscribe";
                    "hub.verify_token": string;
                };
                header?: never;
                path: {
                    /** @description A registered source of webhooks, or a platform that signs with its own secret */
                    source: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": string;
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Receive a webhook of a sender that cannot set headers
         * @description Public, because the signature tells who sends: Standard Webhooks, Stripe, Razorpay or WhatsApp, as the source is registered. Verified over the raw bytes; a repeated webhook is answered alike and does nothing.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description A registered source of webhooks, or a platform that signs with its own secret */
                    source: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accepted: number;
                            /** @description Events that the log knew already */
                            duplicates: number;
                            refused: number;
                            results: {
                                eventId: string | null;
                                position?: number;
                                problem?: {
                                    code: string;
                                    detail: string;
                                } & {
                                    [key: string]: unknown;
                                };
                                /** @enum {string} */
                                status: "accepted" | "duplicate" | "refused";
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                207: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accepted: number;
                            /** @description Events that the log knew already */
                            duplicates: number;
                            refused: number;
                            results: {
                                eventId: string | null;
                                position?: number;
                                problem?: {
                                    code: string;
                                    detail: string;
                                } & {
                                    [key: string]: unknown;
                                };
                                /** @enum {string} */
                                status: "accepted" | "duplicate" | "refused";
                            }[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Receive a webhook of a sender that cannot set headers
         * @description Public, because the signature tells who sends: Standard Webhooks, Stripe, Razorpay or WhatsApp, as the source is registered. Verified over the raw bytes; a repeated webhook is answered alike and does nothing.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description A registered source of webhooks, or a platform that signs with its own secret */
                    source: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accepted: number;
                            /** @description Events that the log knew already */
                            duplicates: number;
                            refused: number;
                            results: {
                                eventId: string | null;
                                position?: number;
                                problem?: {
                                    code: string;
                                    detail: string;
                                } & {
                                    [key: string]: unknown;
                                };
                                /** @enum {string} */
                                status: "accepted" | "duplicate" | "refused";
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                207: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accepted: number;
                            /** @description Events that the log knew already */
                            duplicates: number;
                            refused: number;
                            results: {
                                eventId: string | null;
                                position?: number;
                                problem?: {
                                    code: string;
                                    detail: string;
                                } & {
                                    [key: string]: unknown;
                                };
                                /** @enum {string} */
                                status: "accepted" | "duplicate" | "refused";
                            }[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invitations, newest first, without their codes */
        get: {
            parameters: {
                query?: {
                    /** @description The last one of the page before */
                    after?: string;
                    batchId?: string;
                    limit?: number;
                    state?: "open" | "redeemed" | "expired" | "revoked";
                    tier?: "onyx" | "obsidian" | "void";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            invitations: components["schemas"]["Invitation"][];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Make invitations
         * @description The answer holds the codes, this once.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["InvitationRequestInput"];
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            batchId: string;
                            /** Format: date-time */
                            expiresAt: string;
                            invitations: {
                                code: string;
                                invitationId: string;
                            }[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke one invitation, or all that were made together */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        invitationId: string;
                    } | {
                        batchId: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            revoked: number;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joinings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is joining, and what became of those who did */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    personId?: string;
                    state?: "awaiting_passkey" | "preparing" | "welcome" | "failed" | "withdrawn" | "stuck";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            joinings: components["schemas"]["Joining"][];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/joinings/{joiningId}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a joining that is stuck, once its cause is seen to
         * @description While the cause is there it fails again, and the joining stays stuck.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    joiningId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit log */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/onboarding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redeem an invitation
         * @description A code that is wrong, used, expired or revoked gets the same answer in the same time.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Any case, with or without dashes */
                        code: string;
                        /** @description Any name to be called by */
                        displayName: string;
                        /** Format: email */
                        email?: string;
                        /** @description E.164 */
                        phone?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            expiresAt: string;
                            joiningId: string;
                            options: components["schemas"]["CredentialOptions"];
                            registrationId: string;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/onboarding/{joiningId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far joining is */
        get: {
            parameters: {
                query?: {
                    /** @description `state` of the answer before: wait until it changes */
                    since?: string;
                };
                header?: never;
                path: {
                    joiningId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Joining"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/onboarding/{joiningId}/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register the passkey that was made on this device */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    joiningId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        credential: components["schemas"]["CredentialInput"];
                        /** @description What the person calls the device */
                        deviceName: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemberSession"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People, the latest first, without anything that tells who they are */
        get: {
            parameters: {
                query?: {
                    after?: string;
                    limit?: number;
                    state?: "joining" | "active" | "suspended" | "erased";
                    tier?: "onyx" | "obsidian" | "void";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            people: {
                                /** Format: date-time */
                                createdAt: string;
                                devices: number;
                                personId: string;
                                /** @enum {string} */
                                role: "member" | "contractor" | "school_staff" | "district_admin" | "arxos_support";
                                /** @enum {string} */
                                state: "joining" | "active" | "suspended" | "erased";
                                tier: ("onyx" | "obsidian" | "void") | null;
                            }[];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{personId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person, their devices and second keys */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    personId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            createdAt: string;
                            devices: {
                                /** Format: date-time */
                                createdAt: string;
                                deviceId: string;
                                /** Format: date-time */
                                lastSeenAt: string;
                                revokedAt: string | null;
                                revokedBecause: string | null;
                            }[];
                            personId: string;
                            /** @enum {string} */
                            role: "member" | "contractor" | "school_staff" | "district_admin" | "arxos_support";
                            secondKeys: {
                                /** Format: date-time */
                                createdAt: string;
                                lastUsedAt: string | null;
                                /** @description Id of the device that it was registered on, and goes with */
                                registeredOn: string | null;
                                secondKeyId: string;
                            }[];
                            /** @enum {string} */
                            state: "joining" | "active" | "suspended" | "erased";
                            tier: ("onyx" | "obsidian" | "void") | null;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{personId}/devices/{deviceId}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a person’s device out, at once, on every platform */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    personId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit log */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{personId}/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read what a person told of itself
         * @description An act of its own: it is audited, with the reason, before anything is shown.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    personId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit log */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            displayName: string;
                            email?: string;
                            phone?: string;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{personId}/recoveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask that a person who lost every device may register another */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    personId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit log */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            recoveryId: string;
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{personId}/reinstate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a person back in, by a recovery */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    personId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit log */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{personId}/second-keys/{secondKeyId}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a person’s second key out, at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    personId: string;
                    secondKeyId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit log */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{personId}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shut a person out, at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    personId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit log */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{personId}/tier": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a member another tier, on every platform */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    personId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; kept in the audit log */
                        reason: string;
                        /** @enum {string} */
                        tier: "onyx" | "obsidian" | "void";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recoveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recoveries, those to be decided first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            recoveries: components["schemas"]["Recovery"][];
                        };
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recoveries/{recoveryId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide what somebody else asked for */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    recoveryId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        approved: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeviceCode"] | null;
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StaffSession"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Sign out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this hub process is alive */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HubHealth"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics for Prometheus */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Prometheus text */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether this hub process can do its work
         * @description Answers 503 with the failed `checks` while the database is away or not migrated.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HubReadiness"];
                    };
                };
                /** @description Problem */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AuditEntry: {
            /** @description Its canonical form (RFC 8785) is what is hashed */
            entry: {
                action: string;
                actor: {
                    id: string;
                    /** @enum {string} */
                    kind: "staff" | "service_key" | "member" | "hub" | "anonymous";
                };
                /** @description Any JSON */
                details: unknown;
                /** Format: uuid */
                id: string;
                origin: {
                    /** @description Keyed hash */
                    address: string | null;
                    hub: string;
                    requestId: string | null;
                };
                /** @description Keyed hashes, by kind of value */
                personal: {
                    [key: string]: string;
                };
                reason: string | null;
                subject: {
                    id: string;
                    kind: string;
                } | null;
                /** Format: date-time */
                time: string;
                /** @constant */
                version: 1;
            };
            /** @description Position in the log, from 0 */
            index: number;
            /** @description SHA-256, in hex */
            leafHash: string;
        };
        AuditHead: {
            keyId: string;
            /** @description SHA-256, in hex */
            root: string;
            /** @description Ed25519 and ML-DSA-65 over the statement, in base64 */
            signature: string;
            /** @description Entries in the log */
            size: number;
            /** @description What was signed, byte for byte */
            statement: string;
            /** Format: date-time */
            time: string;
        };
        AuditPublicKey: {
            algorithm: string;
            /** @description Raw, in base64url */
            ed25519: string;
            keyId: string;
            /** @description Raw, in base64url */
            mlDsa65: string;
        };
        AuditPublicKeys: {
            algorithm: string;
            /** @description How they follow each other */
            changes: {
                /** @description Of the former key, in base64 */
                fromSignature: string;
                /** @description What both keys signed, byte for byte */
                statement: string;
                /** @description Of its successor, in base64 */
                toSignature: string;
            }[];
            /** @description Raw, in base64url */
            ed25519: string;
            keyId: string;
            /** @description Every key that ever signed, the present one first */
            keys: components["schemas"]["AuditPublicKey"][];
            /** @description Raw, in base64url */
            mlDsa65: string;
        };
        BulkJob: {
            cancelled: number;
            /** @description Confirmed by all platforms concerned */
            done: number;
            failed: number;
            finishedAt: string | null;
            /** Format: uuid */
            jobId: string;
            queued: number;
            /** @description Being pushed to the platforms */
            requested: number;
            source: string;
            /** Format: date-time */
            startedAt: string;
            /** @enum {string} */
            state: "running" | "completed" | "cancelled";
            /** @enum {string} */
            syncType: "full" | "incremental" | "portfolio_only";
            /** @description People in the job: queued + requested + done + failed + cancelled */
            total: number;
        };
        /**
         * @example {
         *       "userIds": [
         *         "member-1",
         *         "member-2"
         *       ],
         *       "syncType": "full",
         *       "source": "black_portal"
         *     }
         */
        BulkSyncRequestInput: {
            /** @description The platform that asks */
            source: string;
            /**
             * @description full: push to every platform; incremental: only what is not confirmed; portfolio_only: to the platforms that show portfolios
             * @enum {string}
             */
            syncType: "full" | "incremental" | "portfolio_only";
            /** @description A person named twice counts once */
            userIds: string[];
        };
        /** @description CloudEvents 1.0, structured mode */
        CloudEventInput: {
            /** @description Becomes `payload` */
            data: {
                [key: string]: unknown;
            };
            data_base64?: unknown;
            datacontenttype?: string;
            dataschema?: string;
            /** @description Becomes `eventId` */
            id: string;
            /** @description Extension attribute, separated by commas: see `requiresSync` of an event */
            requiressync?: string;
            /** @description Platform id, alone or as the last segment of a URI: `/trading_platform`, `urn:x:trading_platform` */
            source: string;
            /** @constant */
            specversion: "1.0";
            subject?: string;
            /**
             * Format: date-time
             * @description Becomes `timestamp`
             */
            time: string;
            /** @description Event type, alone or after a reverse-DNS prefix: `com.example.trade_executed` */
            type: string;
        } & {
            [key: string]: unknown;
        };
        CreatedServiceKey: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            expiresAt: string | null;
            /** @description The key itself, shown this once: `ilk_<keyId>_<secret>` */
            key: string;
            /** @description Names the key; not secret */
            keyId: string;
            /** @description To the minute */
            lastUsedAt: string | null;
            name: string;
            /** @description The key that took this one’s place */
            replacedBy: string | null;
            requestsPerMinute: number | null;
            revokedAt: string | null;
            scopes: ("events:write" | "events:read" | "sync:write" | "sync:read" | "webhooks:read" | "webhooks:admin" | "platforms:read" | "platforms:admin" | "delivery:read" | "delivery:admin" | "metrics:read" | "keys:admin" | "people:read" | "people:reveal" | "people:admin" | "invitations:admin" | "devices:admin" | "audit:read" | "circles:moderate")[];
            source: string | null;
        };
        /** @description `PublicKeyCredential.toJSON()` */
        CredentialInput: {
            /** @default {} */
            clientExtensionResults: {
                [key: string]: unknown;
            };
            id: string;
            rawId: string;
            response: {
                [key: string]: unknown;
            };
            /** @constant */
            type: "public-key";
        } & {
            [key: string]: unknown;
        };
        /** @description For `parseCreationOptionsFromJSON` and its sibling */
        CredentialOptions: {
            challenge: string;
        } & {
            [key: string]: unknown;
        };
        Device: {
            /** Format: date-time */
            createdAt: string;
            deviceId: string;
            /** Format: date-time */
            lastSeenAt: string;
            name: string;
            revokedAt: string | null;
            revokedBecause: string | null;
        };
        DeviceCode: {
            /** @description Seen this once */
            code: string;
            /** Format: date-time */
            expiresAt: string;
        };
        DriftPass: {
            /** @description null: under way */
            finishedAt: string | null;
            lastError: string | null;
            /** Format: date-time */
            nextPageAt: string;
            platform: string;
            /** Format: date-time */
            startedAt: string;
            usersChecked: number;
            usersHealed: number;
            usersTotal: number;
        };
        /**
         * @example {
         *       "eventId": "0198a2a4-7b7e-7c1d-9a31-5f0f6c1f7a11",
         *       "timestamp": "2026-11-22T10:00:00Z",
         *       "source": "trading_platform",
         *       "eventType": "trade_executed",
         *       "payload": {
         *         "userId": "member-1",
         *         "trade": {
         *           "symbol": "RELIANCE",
         *           "quantity": 100,
         *           "price": "2500.00"
         *         }
         *       },
         *       "requiresSync": [
         *         "black_portal",
         *         "support_portal"
         *       ]
         *     }
         */
        EventInput: {
            /** @description Globally unique; sending the same event again does nothing */
            eventId: string;
            /** @description One of the catalogue, `GET /api/events/catalogue` */
            eventType: string;
            /** @description Fits the schema of the event type */
            payload: {
                /** @description Whose event it is; theirs arrive in order */
                userId?: string;
            } & {
                [key: string]: unknown;
            };
            /** @description Narrows the event to these platforms: of them, those get it that subscribe to the type. Absent or empty: all that subscribe to the type */
            requiresSync?: string[];
            /** @description The platform that says so */
            source: string;
            /**
             * Format: date-time
             * @description When it happened at the source
             */
            timestamp: string;
        };
        HubHealth: {
            roles: string[];
            /** @constant */
            status: "alive";
            /** @description Seconds since this hub process started */
            uptimeSeconds: number;
            version: string;
        };
        HubReadiness: {
            checks: {
                detail?: string;
                durationMs: number;
                name: string;
                ready: boolean;
            }[];
            roles: string[];
            /** @constant */
            status: "ready";
        };
        Invitation: {
            batchId: string;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            /** Format: date-time */
            expiresAt: string;
            invitationId: string;
            note: string;
            personId: string | null;
            /** @enum {string} */
            role: "member" | "contractor" | "school_staff" | "district_admin" | "arxos_support";
            /** @enum {string} */
            state: "open" | "redeemed" | "expired" | "revoked";
            tier: ("onyx" | "obsidian" | "void") | null;
        };
        InvitationRequestInput: {
            /** @default 1 */
            count: number;
            /** @default 336 */
            lifetimeHours: number;
            /** @default  */
            note: string;
            /**
             * @default member
             * @enum {string}
             */
            role: "member" | "contractor" | "school_staff" | "district_admin" | "arxos_support";
            /** @default null */
            tier: ("onyx" | "obsidian" | "void") | null;
        };
        Joining: {
            /** Format: date-time */
            createdAt: string;
            endedAt: string | null;
            joiningId: string;
            passkeyAt: string | null;
            personId: string;
            /** @description Why it failed */
            reason: string | null;
            /** @enum {string} */
            state: "awaiting_passkey" | "preparing" | "welcome" | "failed" | "withdrawn" | "stuck";
            /**
             * @description What is being done, or what failed
             * @enum {string}
             */
            step: "passkey" | "pseudonyms" | "platforms" | "welcome";
        };
        KeyRotationInput: {
            /**
             * @description How long the old key stays good beside the new one, in seconds
             * @default 86400
             */
            overlapSeconds: number;
        };
        KeySet: {
            keys: ({
                kty: string;
            } & {
                [key: string]: unknown;
            })[];
        };
        ListedStaffSession: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /**
             * Format: date-time
             * @description To the minute
             */
            lastSeenAt: string;
            operator: string;
            /** @enum {string} */
            role: "operator" | "compliance_officer" | "finance" | "responder" | "auditor";
            /** @description Names the session; not what opens it */
            sessionId: string;
        };
        MemberSession: {
            deviceId: string;
            /** Format: date-time */
            expiresAt: string;
            personId: string;
        };
        NewServiceKeyInput: {
            /** @description When the key ends; absent: never */
            expiresAt?: string | null;
            /**
             * @description What the key is for
             * @example trading platform, production
             */
            name: string;
            /** @description Requests per minute; 0: no limit; absent: the hub’s default */
            requestsPerMinute?: number | null;
            /**
             * @example [
             *       "events:write"
             *     ]
             */
            scopes: ("events:write" | "events:read" | "sync:write" | "sync:read" | "webhooks:read" | "webhooks:admin" | "platforms:read" | "platforms:admin" | "delivery:read" | "delivery:admin" | "metrics:read" | "keys:admin" | "people:read" | "people:reveal" | "people:admin" | "invitations:admin" | "devices:admin" | "audit:read" | "circles:moderate")[];
            /**
             * @description The only source whose events the key may send; absent: any
             * @example trading_platform
             */
            source?: string | null;
        };
        PasskeyRegistration: {
            /** Format: date-time */
            expiresAt: string;
            options: components["schemas"]["CredentialOptions"];
            registrationId: string;
        };
        /** @description RFC 9457 problem document */
        Problem: {
            /** @description Stable code, for programs */
            code: string;
            /** @description What happened this time */
            detail: string;
            /** @description What to do next */
            fix: string;
            /** @description Id of the request, as it stands in the hub’s log */
            instance: string;
            status: number;
            /** @description The same for every occurrence */
            title: string;
            /** @description Where the error is explained */
            type: string;
        } & {
            [key: string]: unknown;
        };
        ProfileState: {
            /** @description Failed pushes of the desired version */
            attempts: number;
            confirmedAt: string | null;
            /** @description 0: never confirmed */
            confirmedVersion: number;
            desiredVersion: number;
            /** @enum {string} */
            health: "healthy" | "degraded" | "failed";
            lastError: {
                code: string;
                message: string;
            } | null;
            /** @description null: nothing to do, or not before a change */
            nextAttemptAt: string | null;
            pendingSince: string | null;
            platform: string;
        };
        Recovery: {
            approved: boolean | null;
            decidedAt: string | null;
            decidedBy: string | null;
            personId: string;
            reason: string;
            recoveryId: string;
            /** Format: date-time */
            requestedAt: string;
            requestedBy: string;
        };
        SecondKey: {
            /** Format: date-time */
            createdAt: string;
            lastUsedAt: string | null;
            name: string | null;
            /** @description Id of the device that it was registered on, and goes with */
            registeredOn: string | null;
            secondKeyId: string;
        };
        ServiceKey: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            expiresAt: string | null;
            /** @description Names the key; not secret */
            keyId: string;
            /** @description To the minute */
            lastUsedAt: string | null;
            name: string;
            /** @description The key that took this one’s place */
            replacedBy: string | null;
            requestsPerMinute: number | null;
            revokedAt: string | null;
            scopes: ("events:write" | "events:read" | "sync:write" | "sync:read" | "webhooks:read" | "webhooks:admin" | "platforms:read" | "platforms:admin" | "delivery:read" | "delivery:admin" | "metrics:read" | "keys:admin" | "people:read" | "people:reveal" | "people:admin" | "invitations:admin" | "devices:admin" | "audit:read" | "circles:moderate")[];
            source: string | null;
        };
        StaffSession: {
            /**
             * Format: date-time
             * @description When the session ends at the latest
             */
            expiresAt: string;
            operator: string;
            /** @description What the role allows */
            permissions: string[];
            /** @enum {string} */
            role: "operator" | "compliance_officer" | "finance" | "responder" | "auditor";
        };
        SyncHealth: {
            /** @description With `?metrics=true` */
            metrics?: {
                platforms: {
                    [key: string]: {
                        /** @description Those it refuses, or that wait too long */
                        failed: number;
                        oldestPendingMs: number | null;
                        /** @description Profiles that the platform has not confirmed */
                        pending: number;
                        /** @description As the platform itself reports them */
                        reported: {
                            /** @description Milliseconds */
                            avgResponseTime: number;
                            /** @description Share of requests, 0 to 1 */
                            errorRate: number;
                            requestsPerMinute: number;
                        } | null;
                    };
                };
                users: {
                    active: number;
                    /** @description Active people by tier */
                    byTier: {
                        [key: string]: number;
                    };
                    total: number;
                };
            };
            services: {
                /** @enum {string} */
                circuit: "closed" | "half_open" | "open";
                displayName: string;
                lastCheck: string | null;
                message: string | null;
                /** @description Milliseconds of the last check */
                responseTime: number | null;
                service: string;
                since: string | null;
                /** @enum {string} */
                status: "operational" | "degraded" | "down" | "unknown" | "disabled";
            }[];
            /**
             * @description partial_outage: a platform is down; degraded_performance: one is slow, failing, cut off or not checked yet
             * @enum {string}
             */
            status: "operational" | "degraded_performance" | "partial_outage";
            /** Format: date-time */
            timestamp: string;
        };
        UnifiedProfile: {
            /** @description The hub’s own pseudonym of the person; each platform knows another one */
            anonymousId: string;
            /** @description Further platforms stand here under their own names */
            platforms: {
                blackPortal: {
                    /** @description The person has access there */
                    active: boolean;
                    readonly features: string[];
                    /** @description When the platform last confirmed a profile */
                    lastSync: string | null;
                };
                supportPortal: {
                    /** @description The person has access there */
                    active: boolean;
                    butlerPersonality: string;
                    /** @description When the platform last confirmed a profile */
                    lastSync: string | null;
                    whatsappLinked: boolean;
                    /** @description Zero-knowledge membership commitment; null: none registered */
                    zkProof: string | null;
                };
                tradingPlatform: {
                    /** @description The person has access there */
                    active: boolean;
                    /** @description When the platform last confirmed a profile */
                    lastSync: string | null;
                    /** @description As last reported by a portfolio_update; null: never */
                    portfolio: {
                        content: {
                            [key: string]: unknown;
                        };
                        /** Format: date-time */
                        reportedAt: string;
                        source: string;
                    } | null;
                    tradingLimits: {
                        /** @description INR, decimal; null: no limit */
                        daily: string | null;
                        /** @description INR, decimal; null: no limit */
                        monthly: string | null;
                    };
                };
            } & {
                [key: string]: {
                    /** @description The person has access there */
                    active: boolean;
                    /** @description When the platform last confirmed a profile */
                    lastSync: string | null;
                } & {
                    [key: string]: unknown;
                };
            };
            syncStatus: {
                /** @description Since then every platform has confirmed at least once; null: some never has */
                lastFullSync: string | null;
                /** @description Platforms that have not confirmed the present profile */
                readonly pendingChanges: string[];
                /**
                 * @description healthy: all confirmed; degraded: something waits; failed: refused, budget used, or overdue
                 * @enum {string}
                 */
                syncHealth: "healthy" | "degraded" | "failed";
            };
            /** @enum {string} */
            tier: "onyx" | "obsidian" | "void";
            userId: string;
        };
        UserSummary: {
            active: boolean;
            /** Format: date-time */
            createdAt: string;
            lastFullSync: string | null;
            /** @description Platforms that have not confirmed the present profile */
            pendingChanges: number;
            /** @description Who last said something about the person */
            source: string;
            /** @enum {string} */
            syncHealth: "healthy" | "degraded" | "failed";
            /** @enum {string} */
            tier: "onyx" | "obsidian" | "void";
            /** Format: date-time */
            updatedAt: string;
            userId: string;
        };
        /**
         * @example {
         *       "userId": "member-1",
         *       "tier": "obsidian",
         *       "source": "black_portal",
         *       "forceSync": false
         *     }
         */
        UserSyncRequestInput: {
            /**
             * @description Push again even what the platforms have confirmed
             * @default false
             */
            forceSync: boolean;
            /** @description The platform that says so */
            source?: string;
            /** @enum {string} */
            tier: "onyx" | "obsidian" | "void";
            /** @description Printable ASCII without spaces */
            userId: string;
        };
        WebhookReceipt: {
            /** @description How often the same body came */
            deliveries: number;
            errorCode: string | null;
            /** @description null: not settled; the sender sends again */
            eventsAccepted: number | null;
            eventsRefused: number | null;
            /** Format: date-time */
            firstReceivedAt: string;
            /** Format: date-time */
            lastReceivedAt: string;
            messageId: string;
            sourceId: string;
        };
        WebhookSource: {
            /** Format: date-time */
            createdAt: string;
            enabled: boolean;
            /** @description What the events that come of its webhooks name as their source */
            eventSource: string;
            /** @enum {string} */
            scheme: "standard" | "stripe" | "razorpay" | "whatsapp";
            /** @description Those that are accepted now; never the secrets themselves */
            secrets: {
                /** @description null: the current one */
                expiresAt: string | null;
                /** @enum {string} */
                kind: "signing" | "verify_token";
            }[];
            sourceId: string;
        };
        /**
         * @example {
         *       "sourceId": "stripe",
         *       "scheme": "stripe",
         *       "eventSource": "payment_processor"
         *     }
         */
        WebhookSourceRegistrationInput: {
            /** @description Absent: the source id */
            eventSource?: string;
            /** @enum {string} */
            scheme: "standard" | "stripe" | "razorpay" | "whatsapp";
            /** @description As the sender gave it; absent: the hub makes one */
            secret?: string;
            sourceId: string;
            /** @description WhatsApp only: what you enter at Meta */
            verifyToken?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
