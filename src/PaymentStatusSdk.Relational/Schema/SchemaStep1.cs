using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Relational.Schema;

/// <summary>The statements that create schema version 1.</summary>
internal static class SchemaStep1
{
    // Without the time: MariaDB limits a key to 3,072 bytes.
    private const string ListColumns = "id, client, status, state, contested, mismatch";

    // The clock's times are in ticks. The key of a duplicate is in duplicate_key: another row has it as its gateway_key. At most one
    // pending change of each transaction is the head, and only heads are claimed, so a claim reads one range of
    // an index, however many changes wait behind others.
    private static readonly SqlIndex[] Indexes =
    [
        new("payment_tracked_due", "payment_tracked", "client, due_at")
        {
            Where = "due_at IS NOT NULL",
            ColumnsWithoutWhere = "client, due_at",
        },
        new("payment_tracked_leased", "payment_tracked", "due_at") { Where = "leased = TRUE", ColumnsWithoutWhere = "leased, due_at" },
        new("payment_tracked_gateway_key", "payment_tracked", "gateway_key, client")
        {
            Where = "gateway_key IS NOT NULL",
            ColumnsWithoutWhere = "gateway_key, client",
            IsUnique = true,
        },
        new("payment_tracked_merchant_key", "payment_tracked", "merchant_key, client")
        {
            Where = "merchant_key IS NOT NULL",
            ColumnsWithoutWhere = "merchant_key, client",
        },
        new("payment_tracked_duplicate_key", "payment_tracked", "duplicate_key")
        {
            Where = "duplicate_key IS NOT NULL",
            ColumnsWithoutWhere = "duplicate_key",
        },
        new("payment_tracked_active", "payment_tracked", "client, state, final, tracked_at")
        {
            Where = "status = 'Active'",
            ColumnsWithoutWhere = "status, client, state, final, tracked_at",
        },
        // Contains every column that lists filter by, so that a list reads only the documents of its page. The condition is true for every
        // row; it keeps planners from using this wide index to find rows by their numbers.
        new("payment_tracked_list", "payment_tracked", $"{ListColumns}, tracked_at")
        {
            Where = "id > 0",
            ColumnsWithoutWhere = ListColumns,
        },
        new("payment_tracked_contested", "payment_tracked", "id") { Where = "contested = TRUE" },
        new("payment_tracked_mismatch", "payment_tracked", "id") { Where = "mismatch = TRUE" },
        new("payment_tracked_completed", "payment_tracked", "completed_at")
        {
            Where = "status <> 'Active'",
            ColumnsWithoutWhere = "completed_at",
        },
        new("payment_tracked_expired", "payment_tracked", "id") { Where = "status = 'Expired'" },
        new("payment_tracked_stopped", "payment_tracked", "id") { Where = "status = 'Stopped'" },
        new("payment_tracked_duplicate", "payment_tracked", "id") { Where = "status = 'Duplicate'" },
        new("payment_change_due", "payment_change", "due_at") { Where = "head = TRUE", ColumnsWithoutWhere = "head, due_at" },
        new("payment_change_transaction", "payment_change", "transaction_id, sequence")
        {
            ColumnsWithoutWhere = "transaction_id, sequence",
        },
        new("payment_change_pending", "payment_change", "id") { Where = "status = 'Pending'", ColumnsWithoutWhere = "status, id" },
        new("payment_change_parked", "payment_change", "id") { Where = "status = 'Parked'" },
        new("payment_change_delivered", "payment_change", "delivered_at")
        {
            Where = "status = 'Delivered'",
            ColumnsWithoutWhere = "delivered_at",
        },
        new("payment_callback_mailbox_expires", "payment_callback_mailbox", "expires_at") { ColumnsWithoutWhere = "expires_at" },
    ];

    public static string Text(RelationalDialect dialect)
    {
        var schema = dialect.Schema;
        var (text, key, name, number) = (schema.TypeOf(SqlType.Text), schema.TypeOf(SqlType.Key), schema.TypeOf(SqlType.Name),
            schema.TypeOf(SqlType.Number));
        var (flag, time, guid, document) = (schema.TypeOf(SqlType.Flag), schema.TypeOf(SqlType.Time), schema.TypeOf(SqlType.Uuid),
            schema.TypeOf(SqlType.Document));
        var (busy, brief) = (schema.TableOptions(isBusy: true), schema.TableOptions(isBusy: false));
        return $"""
            CREATE TABLE IF NOT EXISTS {dialect.Table("payment_schema")} (version INTEGER NOT NULL, database_id {name} NOT NULL){brief};

            CREATE TABLE IF NOT EXISTS {dialect.Table("payment_clock")} (
                id          INTEGER PRIMARY KEY,
                newest_at   {number} NOT NULL,
                accepted_at {number}
            ){brief};

            CREATE TABLE IF NOT EXISTS {dialect.Table("payment_tracked")} (
                id                 {schema.Identity},
                client             {name} NOT NULL,
                gateway_reference  {text},
                gateway_key        {key},
                duplicate_key      {key},
                merchant_reference {text},
                merchant_key       {key},
                by_merchant_reference  {flag} NOT NULL,
                status             {name} NOT NULL,
                state              {name} NOT NULL,
                final              {flag} NOT NULL DEFAULT FALSE,
                contested          {flag} NOT NULL DEFAULT FALSE,
                mismatch           {flag} NOT NULL DEFAULT FALSE,
                due_at             {time},
                leased             {flag} NOT NULL DEFAULT FALSE,
                fence              {number} NOT NULL DEFAULT 0,
                wakes              {number} NOT NULL DEFAULT 0,
                sequence           {number} NOT NULL DEFAULT 0,
                deadline_at        {time} NOT NULL,
                tracked_at         {time} NOT NULL,
                completed_at       {time},
                document           {document} NOT NULL
            ){busy};

            CREATE TABLE IF NOT EXISTS {dialect.Table("payment_change")} (
                id                 {guid} NOT NULL PRIMARY KEY,
                transaction_id     {number} NOT NULL,
                sequence           {number} NOT NULL,
                kind               {name} NOT NULL,
                created_at         {time} NOT NULL,
                status             {name} NOT NULL,
                head               {flag} NOT NULL DEFAULT FALSE,
                due_at             {time},
                leased             {flag} NOT NULL DEFAULT FALSE,
                fence              {number} NOT NULL DEFAULT 0,
                tries              {number} NOT NULL DEFAULT 0,
                completed_handlers {text},
                delivered_at       {time},
                last_error         {text},
                document           {document} NOT NULL
            ){busy};

            CREATE TABLE IF NOT EXISTS {dialect.Table("payment_exchange_lock")} (
                lock_key   {key} NOT NULL PRIMARY KEY,
                holder     {guid} NOT NULL,
                expires_at {time} NOT NULL,
                duration   {number} NOT NULL
            ){brief};

            CREATE TABLE IF NOT EXISTS {dialect.Table("payment_callback_mailbox")} (
                id              {key} NOT NULL PRIMARY KEY,
                owner           {guid} NOT NULL,
                opened_at       {time} NOT NULL,
                expires_at      {time} NOT NULL,
                delivered_count {number} NOT NULL DEFAULT 0
            ){brief};

            CREATE TABLE IF NOT EXISTS {dialect.Table("payment_callback_message")} (
                mailbox_id {key} NOT NULL,
                number     {number} NOT NULL,
                body       {schema.TypeOf(SqlType.Bytes)} NOT NULL,
                PRIMARY KEY (mailbox_id, number)
            ){brief};

            {schema.OwnTables}

            {string.Join('\n', Indexes.Select(index => schema.Index(index, dialect.Table(index.Table))).OfType<string>())}
            """;
    }
}
