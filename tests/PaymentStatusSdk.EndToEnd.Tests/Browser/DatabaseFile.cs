namespace PaymentStatusSdk.EndToEnd.Tests.Browser;

/// <summary>A SQLite file of one test, in a folder that is deleted with it.</summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("paymentstatus-merchantweb-");

    public string ConnectionString => $"Data Source={Path.Combine(_folder.FullName, "payments.db")}";

    public void Dispose() => _folder.Delete(recursive: true);
}
