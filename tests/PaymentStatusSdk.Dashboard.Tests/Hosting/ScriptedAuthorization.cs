using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace PaymentStatusSdk.Dashboard.Tests.Hosting;

/// <summary>The policies that the user of a request meets.</summary>
internal sealed class ScriptedAuthorization(params string[] met) : IAuthorizationService
{
    /// <summary>The users, resources and policies of all calls.</summary>
    public List<(ClaimsPrincipal User, object? Resource, string Policy)> Calls { get; } = [];

    public Task<AuthorizationResult> AuthorizeAsync(
        ClaimsPrincipal user, object? resource, IEnumerable<IAuthorizationRequirement> requirements) => throw new NotSupportedException();

    public Task<AuthorizationResult> AuthorizeAsync(ClaimsPrincipal user, object? resource, string policyName)
    {
        Calls.Add((user, resource, policyName));
        return Task.FromResult(met.Contains(policyName) ? AuthorizationResult.Success() : AuthorizationResult.Failed());
    }
}
