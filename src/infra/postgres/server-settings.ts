import { totalmem } from 'node:os';

const mebibyte = 1024 * 1024;

/**
 * The server’s settings: durable, modest, quiet when idle.
 *
 * @param memoryBytes the machine’s memory; the server takes a sixteenth for its cache, 128 MiB to 1 GiB
 */
export function serverSettings(memoryBytes: number = totalmem()): Record<string, string> {
  const memoryMiB = Math.floor(memoryBytes / mebibyte);
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: `${Math.min(1024, Math.max(128, Math.floor(memoryMiB / 16)))}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memoryMiB / 2))}MB`,
    // A log of events writes every page often: fewer checkpoints and compressed full pages save most of the WAL.
    checkpoint_timeout: '15min',
    max_wal_size: '2GB',
    wal_compression: 'on',
    // Storage is flash nearly everywhere; the default assumes a disk that must seek.
    random_page_cost: '1.1',
    // Statements here are short; compiling them costs more than it saves.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %a ',
    log_checkpoints: 'off',
    // Supervision reads the server’s words, so they are English whatever the machine speaks.
    lc_messages: 'C',
  };
}
