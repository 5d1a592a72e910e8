import{f as e,g as t,n,r,t as i,y as a}from"./styles.js";import{t as o}from"./live-host.js";import"./actions.js";import"./ticket.js";var s=class extends o{constructor(){super([`accounts`])}render(){let{config:e,live:n,t:r,context:i}=this,a=n.accounts??[],o=e.account?a.filter(({account:t})=>t===e.account):a,s=i.admin?n.status!==`ready`&&!n.stale?r(`status.${n.status}`):e.account&&a.length&&!o.length?r(`equity.unknown`):``:r(`trade_card.admin`);return t`${this.renderStale()}
      ${s?t`<ha-card><p class="note soft" role="status">${s}</p></ha-card>`:t`<tradehook-ticket .ctx=${i} .accounts=${o} .named=${e.title}></tradehook-ticket>`}
      <tradehook-dialogs .ctx=${i}></tradehook-dialogs>`}static{this.styles=[i,a`
      :host {
        display: block;
      }
      .note {
        margin: 0;
        padding: 16px;
      }
    `]}};r([e({attribute:!1})],s.prototype,`config`,void 0),s=r([n(`tradehook-ticket-card-view`)],s);export{s as TicketCard};