using PaymentStatusSdk.EntityFrameworkCore.Tests.Shops;

namespace PaymentStatusSdk.EntityFrameworkCore.Tests;

public sealed class SqliteSaveTests : SaveTests<SqliteShopDatabase>;

public sealed class PostgreSqlSaveTests : SaveTests<PostgreSqlShopDatabase>;

public sealed class SqliteTransactionTests : TransactionTests<SqliteShopDatabase>;

public sealed class PostgreSqlTransactionTests : TransactionTests<PostgreSqlShopDatabase>;

public sealed class SqliteRefusalTests : RefusalTests<SqliteShopDatabase>;

public sealed class PostgreSqlRefusalTests : RefusalTests<PostgreSqlShopDatabase>;

public sealed class SqliteHandlerTests : HandlerTests<SqliteShopDatabase>;

public sealed class PostgreSqlHandlerTests : HandlerTests<PostgreSqlShopDatabase>;

public sealed class SqliteSaveAloneTests : SaveAloneTests<SqliteShopDatabase>;

public sealed class PostgreSqlSaveAloneTests : SaveAloneTests<PostgreSqlShopDatabase>;

public sealed class SqliteSaveStateTests : SaveStateTests<SqliteShopDatabase>;

public sealed class PostgreSqlSaveStateTests : SaveStateTests<PostgreSqlShopDatabase>;
