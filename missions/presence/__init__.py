"""Being there: a code that changes every thirty seconds, shown by whoever hosts, scanned or typed by whoever came."""
