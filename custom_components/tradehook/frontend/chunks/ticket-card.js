import{m as e,n as t,r as n,t as r,v as i,x as a}from"./styles.js";import{t as o}from"./live-host.js";import"./actions.js";import"./ticket.js";var s=class extends o{constructor(){super([`accounts`])}render(){let{config:e,live:t,t:n,context:r}=this,a=t.accounts??[],o=e.account?a.filter(({account:t})=>t===e.account):a,s=r.admin?t.status!==`ready`&&!t.stale?n(`status.${t.status}`):e.account&&a.length&&!o.length?n(`equity.unknown`):``:n(`trade_card.admin`);return i`${this.renderStale()}
      ${s?i`<ha-card><p class="note soft" role="status">${s}</p></ha-card>`:i`<tradehook-ticket .ctx=${r} .accounts=${o} .named=${e.title}></tradehook-ticket>`}
      <tradehook-dialogs .ctx=${r} .news=${this.news}></tradehook-dialogs>`}static{this.styles=[r,a`
      :host {
        display: block;
      }
      .note {
        margin: 0;
        padding: 16px;
      }
    `]}};n([e({attribute:!1})],s.prototype,`config`,void 0),s=n([t(`tradehook-ticket-card-view`)],s);export{s as TicketCard};