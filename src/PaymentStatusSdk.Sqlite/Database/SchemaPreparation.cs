using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Sqlite;

/// <summary>Makes a file usable, or says why it is not. Many processes may do so at once: what another holds up is tried again.</summary>
internal static class SchemaPreparation
{
    public static void Run(SqliteSession session, string path, bool mayManage)
    {
        if (session.IsReadOnly)
            throw new TrackingStoreException($"The SQLite file {path} is read-only. Let this process write the file and create others in its folder.", isTransient: false);
        // Before anything is written, the journal mode included.
        Check(VersionOf(session), path, mayManage);
        if (session.Pragma("journal_mode") != "wal" && session.Pragma("journal_mode=WAL") is not "wal" and var mode)
        {
            throw new TrackingStoreException(
                $"The SQLite file {path} cannot use a write-ahead log (its journal is '{mode}'). Put it on a disk of this machine, not a network drive.", isTransient: false);
        }

        if (VersionOf(session) == SqliteSchema.Version) return;
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            // Another process may have been faster.
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
                Invariant($"The SQLite file {path} has schema version {version}; this version of the package knows {SqliteSchema.Version}. ")
                + "Update the package. Nothing was written.",
                isTransient: false);
        }

        if (version < SqliteSchema.Version && !mayManage)
        {
            throw new TrackingStoreException(
                Invariant($"The SQLite file {path} has schema version {version}, and {SqliteSchema.Version} is needed. ")
                + "Set ManageSchema, or run SqliteSchema.GetScript() on a new file.",
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
