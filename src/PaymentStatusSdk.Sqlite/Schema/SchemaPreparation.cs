using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Sqlite.Schema;

/// <summary>
/// Creates, migrates or verifies the schema of a file. Any number of processes may do so concurrently; the caller retries when the file is
/// locked.
/// </summary>
internal static class SchemaPreparation
{
    public static void Run(SqliteSession session, string path, bool mayManage)
    {
        if (session.IsReadOnly)
            throw new TrackingStoreException(
                $"The SQLite file {path} is read-only. Grant this process the right to write the file and to create files in its folder.",
                isTransient: false);
        // The version is checked before anything is written, including the journal mode.
        Check(VersionOf(session), path, mayManage);
        if (session.Pragma("journal_mode") != "wal" && session.Pragma("journal_mode=WAL") is not "wal" and var mode)
        {
            throw new TrackingStoreException(
                $"The SQLite file {path} cannot use a write-ahead log (its journal is '{mode}'). Move it to a local disk; network drives "
                + "are not supported.", isTransient: false);
        }

        if (VersionOf(session) == SqliteSchema.Version) return;
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            // Another process may have migrated the file before this one acquired the write lock.
            var version = VersionOf(session);
            Check(version, path, mayManage);
            if (version < SqliteSchema.Version) session.Execute(SqliteSchema.ScriptFrom(version));
            session.Execute("COMMIT");
        }
        catch
        {
            session.TryRollBack();
            throw;
        }
    }

    private static void Check(int version, string path, bool mayManage)
    {
        if (version > SqliteSchema.Version)
        {
            throw new TrackingStoreException(
                Invariant($"The SQLite file {path} has schema version {version}; ")
                + Invariant($"this version of the package supports versions up to {SqliteSchema.Version}. ")
                + "Nothing was written. Update PaymentStatusSdk.Sqlite.",
                isTransient: false);
        }

        if (version < SqliteSchema.Version && !mayManage)
        {
            throw new TrackingStoreException(
                Invariant($"The SQLite file {path} has schema version {version}, but version {SqliteSchema.Version} is required. ")
                + "Set ManageSchema to true, or create a new file with the script of SqliteSchema.GetScript().",
                isTransient: false);
        }
    }

    private static int VersionOf(SqliteSession session)
    {
        using (var table = session.PrepareOnce("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'payment_schema'"))
        {
            if (!table.Step()) return 0;
        }

        using var version = session.PrepareOnce("SELECT MAX(version) FROM payment_schema");
        return version.Step() ? version.Int32(0) : 0;
    }
}
