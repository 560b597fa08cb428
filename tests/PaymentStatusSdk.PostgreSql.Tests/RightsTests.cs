using Npgsql;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>A role that may only use the tables.</summary>
public sealed class RightsTests : PostgreSqlTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Role_without_schema_rights_works_on_the_printed_script(bool manageSchema)
    {
        await CreateRoleAsync();
        await Fixture.RunScriptAsync(Ct);
        await Fixture.ExecuteAsync(
            $"GRANT USAGE ON SCHEMA {Fixture.Schema} TO {Role}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "
            + $"{Fixture.Schema} TO {Role}", Ct);
        await using var process = StartAsRole(manageSchema);

        var row = await AddAsync(Row(), process.Store);
        var claimed = Assert.Single(await ClaimAsync(store: process.Store));
        await CommitAsync(Checked(claimed, changes: 1), process.Store);
        await process.Store.CommitDeliveriesAsync([Delivered(Assert.Single(await ClaimChangesAsync(store: process.Store)))], Ct);
        await (await AcquireAsync(process)).ReleaseAsync(Ct);
        await using (var mailbox = await process.CallbackRouter.OpenAsync("a", Minute, Ct))
            Assert.Equal(CallbackDelivery.Delivered, await process.CallbackRouter.DeliverAsync("a", new byte[] { 1 }, Ct));

        Assert.True(await process.Store.StopAsync(row.Id, Now, Ct));
    }

    [Fact]
    public async Task Role_without_rights_gets_an_error_with_the_missing_grant()
    {
        await CreateRoleAsync();
        await Store.PrepareAsync(Ct);
        await using var process = StartAsRole(manageSchema: true);

        var refusal = await Assert.ThrowsAsync<TrackingStoreException>(() => process.Store.PrepareAsync(Ct));

        Assert.False(refusal.IsTransient);
        Assert.Contains("GetScript", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Existing_schema_needs_no_right_to_create_schemas()
    {
        await CreateRoleAsync();
        await Fixture.ExecuteAsync($"CREATE SCHEMA {Fixture.Schema} AUTHORIZATION {Role}", Ct);
        await using var process = StartAsRole(manageSchema: true);

        Assert.True((await AddAsync(Row(), process.Store)).Id > 0);
    }

    [Fact]
    public async Task Script_may_be_run_twice()
    {
        await AddAsync(Row());

        await Fixture.RunScriptAsync(Ct);

        Assert.Single((await Store.ListAsync(new TrackedFilter(), Ct)).Items);
    }

    private string Role => $"role_{Fixture.Schema}";

    private Task CreateRoleAsync() => Fixture.ExecuteAsync($"CREATE ROLE {Role} LOGIN", Ct);

    private PostgreSqlStoreProcess StartAsRole(bool manageSchema) => Fixture.Start(options =>
    {
        options.ManageSchema = manageSchema;
        options.ConnectionString = new NpgsqlConnectionStringBuilder(Fixture.ConnectionString) { Username = Role }.ConnectionString;
    });
}
