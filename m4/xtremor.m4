# SPDX-License-Identifier: Apache-2.0 · the few macros of our own

# XT_WARNING(VARIABLE, FLAG...): appends to VARIABLE each flag that the current language's compiler takes
AC_DEFUN([XT_WARNING], [
	m4_foreach_w([xt_flag], [$2], [
		AS_VAR_PUSHDEF([xt_cv], [xt_cv_[]_AC_LANG_ABBREV[]_[]xt_flag])
		AC_CACHE_CHECK([whether the _AC_LANG compiler takes xt_flag], [xt_cv], [
			xt_save="$_AC_LANG_PREFIX[]FLAGS"
			_AC_LANG_PREFIX[]FLAGS="-Werror xt_flag"
			AC_COMPILE_IFELSE([AC_LANG_PROGRAM([], [])], [AS_VAR_SET([xt_cv], [yes])], [AS_VAR_SET([xt_cv], [no])])
			_AC_LANG_PREFIX[]FLAGS="$xt_save"])
		AS_VAR_IF([xt_cv], [yes], [$1="$$1 xt_flag"])
		AS_VAR_POPDEF([xt_cv])])])

# XT_LIBRARY(VARIABLE, PKG-CONFIG MODULES, DEBIAN PACKAGE): a library we cannot do without
AC_DEFUN([XT_LIBRARY], [
	PKG_CHECK_MODULES([$1], [$2], [], [
		AC_MSG_NOTICE([$2 is missing: Debian has it in the package $3])
		xt_missing="$xt_missing $3"])])

# XT_OPTIONAL(VARIABLE, OPTION, PKG-CONFIG MODULE, DEBIAN PACKAGE, WHAT FOR): a library that --with-OPTION asks for and
# --without-OPTION leaves out; otherwise it is taken where it is there. Defines HAVE_VARIABLE; sets with_OPTION to yes or no.
AC_DEFUN([XT_OPTIONAL], [
	AC_ARG_WITH([$2], [AS_HELP_STRING([--with-$2], [$5 (needs $4; taken where it is there)])], [], [with_$2=auto])
	AS_IF([test "x$with_$2" != xno], [
		PKG_CHECK_MODULES([$1], [$3], [
			with_$2=yes
			XT_DEFINES="$XT_DEFINES -DHAVE_$1"
			xt_optional_requires="$xt_optional_requires $3"], [
			AS_IF([test "x$with_$2" != xauto], [
				AC_MSG_NOTICE([$3 is missing: Debian has it in the package $4])
				xt_missing="$xt_missing $4"])
			with_$2=no])])])
