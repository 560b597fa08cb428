using System.Security.Claims;
using PaymentStatusSdk.Dashboard.Access;

namespace PaymentStatusSdk.Dashboard.Tests.Access;

/// <summary>The name of a user comes from the first claim that has one.</summary>
public sealed class UserNameTests
{
    [Fact]
    public void Claims_are_read_in_a_fixed_order()
    {
        Claim[] claims =
        [
            new("sub", "f"), new(ClaimTypes.NameIdentifier, "e"), new(ClaimTypes.Email, "d"), new("email", "c"),
            new("preferred_username", "b"), new(ClaimTypes.Name, "a"),
        ];

        Assert.Equal(
            ["a", "b", "c", "d", "e", "f", "(no name)"],
            Enumerable.Range(0, claims.Length + 1).Select(left => UserName.Shown(With(claims[..^left]))));
    }

    [Fact]
    public void Name_is_trimmed_safe_and_never_blank()
    {
        Assert.Equal("Ana", UserName.Of(With(new Claim(ClaimTypes.Name, "  "), new Claim("email", " Ana "))));
        Assert.Equal("A\\u{202E}na", UserName.Of(With(new Claim(ClaimTypes.Name, "A\u202Ena"))));
        Assert.Null(UserName.Of(With(new Claim("department", "Sales"), new Claim("sub", ""))));
        Assert.Null(UserName.Of(new ClaimsPrincipal()));
        Assert.Equal("(no name)", UserName.Shown(new ClaimsPrincipal()));
    }

    private static ClaimsPrincipal With(params Claim[] claims) => new(new ClaimsIdentity(claims, "test"));
}
