using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PaymentStatusSdk.Dashboard.Tests.Hosting;

/// <summary>
/// The sign-in of tests: a header names the user, and the name is also the role. Another header names the claim with the name.
/// </summary>
internal sealed class HeaderAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Header = "X-Test-User";
    public const string ClaimHeader = "X-Test-Claim";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var name = Request.Headers[Header].ToString();
        if (name.Length == 0) return Task.FromResult(AuthenticateResult.NoResult());
        var claim = Request.Headers[ClaimHeader].ToString() is { Length: > 0 } type ? type : ClaimTypes.Name;
        var identity = new ClaimsIdentity([new Claim(claim, name), new Claim(ClaimTypes.Role, name)], Scheme.Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
    }
}
